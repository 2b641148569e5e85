package io.weft.bookinfo.productpage;

/** A book that this shop has. */
record Product(int id, String title, String descriptionHtml) {

    static final Product COMEDY = new Product(
            0,
            "The Comedy of Errors",
            "<p>Two brothers with one name, two servants with one name, and a town in which everybody meets the wrong"
                    + " one. Shakespeare&rsquo;s shortest play wants a single day to tie the knot, and a single scene to"
                    + " undo it.</p>");
}

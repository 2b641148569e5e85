/**
 * Carries out planned calls over Apache HttpClient 5 (classic): {@link io.weft.runtime.http.HttpAdapter} puts one
 * handler into a client's execution chain, below redirects, authentication and cookies and above its connections.
 */
@NullMarked
package io.weft.runtime.http;

import org.jspecify.annotations.NullMarked;

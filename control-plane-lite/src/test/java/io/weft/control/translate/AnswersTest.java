package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction.RedirectResponseCode;
import org.junit.jupiter.api.Test;

/** Rules that answer by themselves. */
class AnswersTest {

    @Test
    void redirectsPermanentlyUnlessSaidOtherwise() {
        assertThat(redirect("{uri: /a}").getResponseCode()).isEqualTo(RedirectResponseCode.MOVED_PERMANENTLY);
        assertThat(redirect("{uri: /a, redirectCode: 308}").getResponseCode())
                .isEqualTo(RedirectResponseCode.PERMANENT_REDIRECT);
    }

    @Test
    void redirectsToWhatIsWritten() {
        RedirectAction redirect = redirect("{uri: /a, authority: other, scheme: https, port: 8443}");
        assertThat(redirect.getPathRedirect()).isEqualTo("/a");
        assertThat(redirect.getHostRedirect()).isEqualTo("other");
        assertThat(redirect.getSchemeRedirect()).isEqualTo("https");
        assertThat(redirect.getPortRedirect()).isEqualTo(8443);
    }

    @Test
    void redirectsByTheMatchedPartOfThePath() {
        assertThat(redirect("{prefixRewrite: /new}").getPrefixRewrite()).isEqualTo("/new");
    }

    @Test
    void leavesOutTheUsualPortOfTheScheme() {
        assertThat(redirect("{scheme: https, port: 443}").getPortRedirect()).isZero();
        assertThat(redirect("{authority: other, port: 80}").getPortRedirect()).isZero();
        assertThat(redirect("{scheme: https, port: 80}").getPortRedirect()).isEqualTo(80);
    }

    @Test
    void redirectsToThePortThatWasCalled() {
        assertThat(redirect("{uri: /a, derivePort: FROM_REQUEST_PORT}").getPortRedirect())
                .isEqualTo(9080);
        assertThat(redirect("{uri: /a, derivePort: FROM_PROTOCOL_DEFAULT}").getPortRedirect())
                .isZero();
    }

    @Test
    void respondsWithText() {
        DirectResponseAction response = respond("{status: 418, body: {string: teapot}}");
        assertThat(response.getStatus()).isEqualTo(418);
        assertThat(response.getBody().getInlineString()).isEqualTo("teapot");
    }

    @Test
    void respondsWithBytes() {
        assertThat(respond("{status: 200, body: {bytes: aGk=}}")
                        .getBody()
                        .getInlineBytes()
                        .toStringUtf8())
                .isEqualTo("hi");
    }

    @Test
    void respondsWithoutABody() {
        assertThat(respond("{status: 503}").hasBody()).isFalse();
    }

    private static RedirectAction redirect(String redirect) {
        return Given.rules("- redirect: " + redirect + "\n").route().getRedirect();
    }

    private static DirectResponseAction respond(String response) {
        return Given.rules("- directResponse: " + response + "\n").route().getDirectResponse();
    }
}

package io.weft.bench.armeria;

import com.linecorp.armeria.xds.filter.HttpFilterFactory;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;

/** Stands for the fault filter, which Armeria does not know and without which it takes no listener; does nothing. */
public final class NoFault implements HttpFilterFactory<HTTPFault> {

    @Override
    public Class<HTTPFault> configClass() {
        return HTTPFault.class;
    }

    @Override
    public HTTPFault defaultConfig() {
        return HTTPFault.getDefaultInstance();
    }

    @Override
    public String filterName() {
        return "envoy.filters.http.fault";
    }
}

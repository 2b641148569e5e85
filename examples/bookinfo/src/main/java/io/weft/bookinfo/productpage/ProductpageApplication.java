package io.weft.bookinfo.productpage;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(Backends.Locations.class)
class ProductpageApplication {

    public static void main(String[] args) {
        System.setProperty("spring.config.name", "bookinfo,productpage");
        SpringApplication.run(ProductpageApplication.class, args);
    }
}

package io.weft.bookinfo.details;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication(proxyBeanMethods = false)
class DetailsApplication {

    public static void main(String[] args) {
        System.setProperty("spring.config.name", "bookinfo,details");
        SpringApplication.run(DetailsApplication.class, args);
    }
}

package io.weft.bookinfo.httpbin;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication(proxyBeanMethods = false)
class HttpbinApplication {

    public static void main(String[] args) {
        System.setProperty("spring.config.name", "bookinfo,httpbin");
        SpringApplication.run(HttpbinApplication.class, args);
    }
}

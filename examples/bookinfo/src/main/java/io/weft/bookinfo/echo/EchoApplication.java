package io.weft.bookinfo.echo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication(proxyBeanMethods = false)
class EchoApplication {

    public static void main(String[] args) {
        System.setProperty("spring.config.name", "bookinfo,echo");
        SpringApplication.run(EchoApplication.class, args);
    }
}

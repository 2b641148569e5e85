package io.weft.bookinfo.ratings;

import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(RatingsProperties.class)
class RatingsApplication {

    public static void main(String[] args) {
        System.setProperty("spring.config.name", "bookinfo,ratings");
        SpringApplication.run(RatingsApplication.class, args);
    }

    @Bean
    Trouble trouble(RatingsProperties properties) {
        return new Trouble(
                properties.trouble(),
                properties.troubleShare(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    @Bean
    RatingsBook ratingsBook(RatingsProperties properties) {
        return new RatingsBook(properties.stars());
    }
}

/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A small OpenID Connect provider on loopback: authorization code with PKCE, tokens signed with a
 * key that it shows. It asks nobody who they are, but vouches for the person that a test names.
 */
public final class SignInProvider implements AutoCloseable {

  public static final String ADMINS = "fleet-admins";
  public static final String OPERATORS = "on-call";
  public static final String VIEWERS = "everybody";

  private static final String CLIENT = "roster-console";
  private static final String SECRET = "between the two of us";
  private static final String KEY_ID = "the-only-one";
  private static final int KEY_BITS = 2048;
  private static final int LIFETIME_SECONDS = 300;

  private final HttpServer server;
  private final KeyPair key;
  private final Map<String, Map<String, String>> questions = new ConcurrentHashMap<>();
  private volatile Person person = new Person("Nobody", List.of());
  private volatile Lie lie = Lie.NONE;

  private record Person(String name, List<String> groups) {}

  /** What a provider that cannot be trusted gets wrong. */
  public enum Lie {
    NONE,
    /** The token was made for another log-in. */
    NONCE,
    /** The token was made by somebody else. */
    ISSUER,
    /** The token was made for another application. */
    AUDIENCE
  }

  private SignInProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      key = generator.generateKeyPair();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
    answer("/.well-known/openid-configuration", exchange -> discovery());
    answer("/keys", exchange -> keys());
    answer("/token", this::token);
    server.createContext("/authorize", this::authorize);
    server.start();
  }

  /** The one that all registries know. */
  public static SignInProvider shared() {
    return Shared.once(SignInProvider.class, "the identity provider", SignInProvider::new);
  }

  /** What a registry must be told to accept it. */
  Map<String, String> settings() {
    return Map.of(
        "roster.console.oidc.issuer",
        issuer(),
        "roster.console.oidc.client-id",
        CLIENT,
        "roster.console.oidc.client-secret-file",
        secretFile().toString(),
        "roster.console.oidc.admin-groups",
        ADMINS,
        "roster.console.oidc.operator-groups",
        OPERATORS,
        "roster.console.oidc.viewer-groups",
        VIEWERS);
  }

  private static Path secretFile() {
    try {
      return Files.writeString(Build.work("sign-in").resolve("secret"), SECRET + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** From now on it vouches, truthfully, for this person. */
  public SignInProvider vouchesFor(String name, String... groups) {
    person = new Person(name, List.of(groups));
    lie = Lie.NONE;
    return this;
  }

  public SignInProvider lying(Lie how) {
    lie = how;
    return this;
  }

  private String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private interface Answer {
    JsonObject to(HttpExchange exchange) throws IOException;
  }

  private void answer(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            JsonObject body = answer.to(exchange);
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(body.containsKey("error") ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  private JsonObject discovery() {
    return Json.createObjectBuilder()
        .add("issuer", issuer())
        .add("authorization_endpoint", issuer() + "/authorize")
        .add("token_endpoint", issuer() + "/token")
        .add("jwks_uri", issuer() + "/keys")
        .build();
  }

  private JsonObject keys() {
    RSAPublicKey shown = (RSAPublicKey) key.getPublic();
    return Json.createObjectBuilder()
        .add(
            "keys",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("kty", "RSA")
                        .add("use", "sig")
                        .add("alg", "RS256")
                        .add("kid", KEY_ID)
                        .add("n", encoded(unsigned(shown.getModulus())))
                        .add("e", encoded(unsigned(shown.getPublicExponent())))))
        .build();
  }

  /** The browser comes by, and is sent back with a code. */
  private void authorize(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> question = parameters(exchange.getRequestURI().getRawQuery());
      String code = UUID.randomUUID().toString();
      questions.put(code, question);
      exchange
          .getResponseHeaders()
          .add(
              "Location",
              question.get("redirect_uri")
                  + "?code="
                  + code
                  + "&state="
                  + URLEncoder.encode(question.get("state"), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(302, -1);
    }
  }

  /** A code is good once, for the client that asked for it and knows what it asked. */
  private JsonObject token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> question = questions.remove(form.getOrDefault("code", ""));
    if (question == null
        || !isOurClient(exchange)
        || !form.getOrDefault("redirect_uri", "").equals(question.get("redirect_uri"))
        || !challenge(form.getOrDefault("code_verifier", ""))
            .equals(question.get("code_challenge"))) {
      return Json.createObjectBuilder().add("error", "invalid_grant").build();
    }
    return Json.createObjectBuilder()
        .add("access_token", UUID.randomUUID().toString())
        .add("token_type", "Bearer")
        .add("id_token", signed(claims(question.getOrDefault("nonce", ""))))
        .build();
  }

  private static boolean isOurClient(HttpExchange exchange) {
    String both = CLIENT + ":" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    return wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private JsonObject claims(String nonce) {
    Person told = person;
    long now = Instant.now().getEpochSecond();
    return Json.createObjectBuilder()
        .add("iss", lie == Lie.ISSUER ? "https://elsewhere.example" : issuer())
        .add("aud", lie == Lie.AUDIENCE ? "another" : CLIENT)
        .add("nonce", lie == Lie.NONCE ? "another" : nonce)
        .add("sub", "subject-of-" + told.name())
        .add("iat", now)
        .add("exp", now + LIFETIME_SECONDS)
        .add("preferred_username", told.name())
        .add("groups", Json.createArrayBuilder(told.groups()))
        .build();
  }

  private String signed(JsonObject claims) {
    String head =
        Json.createObjectBuilder().add("alg", "RS256").add("kid", KEY_ID).build().toString();
    String both =
        encoded(head.getBytes(StandardCharsets.UTF_8))
            + "."
            + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(both.getBytes(StandardCharsets.US_ASCII));
      return both + "." + encoded(signature.sign());
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String challenge(String verifier) {
    try {
      return encoded(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static Map<String, String> parameters(String query) {
    return Arrays.stream(query.split("&"))
        .map(parameter -> parameter.split("=", 2))
        .collect(
            Collectors.toMap(
                parts -> URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                parts -> URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

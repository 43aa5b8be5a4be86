/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A small OpenID Connect provider on loopback. Whoever asks it is let through as who is set. */
public final class TestProvider implements AutoCloseable {

  public static final String CLIENT = "roster";
  public static final String SECRET = "a secret & more";

  private final HttpServer server;
  private final RSAKey key = key();
  private final Map<String, Map<String, String>> codes = new HashMap<>();
  private RSAKey signing = key;
  private String name = "Ann";
  private List<String> groups = List.of();
  private boolean groupsInToken = true;
  private String audience = CLIENT;
  private String nonceInstead = "";
  private Instant expiry = Instant.now().plusSeconds(300);
  private String issuerInstead = "";

  public TestProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    answer("/.well-known/openid-configuration", exchange -> discovery());
    answer("/keys", exchange -> new JWKSet(key.toPublicJWK()).toString());
    answer("/token", this::token);
    answer("/userinfo", exchange -> userInfo());
    server.start();
  }

  private interface Answer {
    String of(HttpExchange exchange) throws IOException, JOSEException;
  }

  private void answer(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try {
            String body = answer.of(exchange);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.isEmpty() ? 400 : 200, Math.max(bytes.length, 1));
            exchange.getResponseBody().write(bytes.length == 0 ? new byte[] {' '} : bytes);
          } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
          } finally {
            exchange.close();
          }
        });
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public TestProvider says(String who, String... memberships) {
    name = who;
    groups = List.of(memberships);
    return this;
  }

  public TestProvider saysGroupsElsewhere() {
    groupsInToken = false;
    return this;
  }

  public TestProvider signsWithAnotherKey() {
    signing = new RSAKey.Builder(key()).keyID(key.getKeyID()).build();
    return this;
  }

  public TestProvider signsFor(String client) {
    audience = client;
    return this;
  }

  public TestProvider repeatsAnotherNonce() {
    nonceInstead = "another";
    return this;
  }

  public TestProvider signsWhatIsOver() {
    expiry = Instant.now().minusSeconds(3_600);
    return this;
  }

  public TestProvider callsItself(String issuer) {
    issuerInstead = issuer;
    return this;
  }

  /** What the browser brings back from an address: the code. */
  public String visit(String address) {
    Map<String, String> question = parameters(URI.create(address).getRawQuery());
    String code = UUID.randomUUID().toString();
    codes.put(code, question);
    return code;
  }

  private String discovery() {
    return Json.createObjectBuilder()
        .add("issuer", issuerInstead.isEmpty() ? issuer() : issuerInstead)
        .add("authorization_endpoint", issuer() + "/authorize")
        .add("token_endpoint", issuer() + "/token")
        .add("jwks_uri", issuer() + "/keys")
        .add("userinfo_endpoint", issuer() + "/userinfo")
        .build()
        .toString();
  }

  /** A code is good once, for who asked for it. */
  private String token(HttpExchange exchange) throws IOException, JOSEException {
    Map<String, String> form =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> question = codes.remove(form.getOrDefault("code", ""));
    String basic = exchange.getRequestHeaders().getFirst("Authorization");
    String wanted =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":a+secret+%26+more").getBytes(StandardCharsets.UTF_8));
    if (question == null
        || !wanted.equals(basic)
        || !said(question, "redirect_uri").equals(said(form, "redirect_uri"))
        || !said(question, "code_challenge").equals(challenge(said(form, "code_verifier")))) {
      return "";
    }
    return Json.createObjectBuilder()
        .add("access_token", "access")
        .add("token_type", "Bearer")
        .add("id_token", signed(said(question, "nonce")))
        .build()
        .toString();
  }

  private static String said(Map<String, String> parameters, String name) {
    return parameters.getOrDefault(name, "");
  }

  private String signed(String nonce) throws JOSEException {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject("subject-1")
            .audience(audience)
            .issueTime(new Date())
            .expirationTime(Date.from(expiry))
            .claim("nonce", nonceInstead.isEmpty() ? nonce : nonceInstead)
            .claim("preferred_username", name);
    if (groupsInToken) {
      claims.claim("groups", groups);
    }
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            claims.build());
    token.sign(new RSASSASigner(signing));
    return token.serialize();
  }

  private String userInfo() {
    JsonObjectBuilder info = Json.createObjectBuilder().add("sub", "subject-1");
    return info.add("groups", Json.createArrayBuilder(groups)).build().toString();
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
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

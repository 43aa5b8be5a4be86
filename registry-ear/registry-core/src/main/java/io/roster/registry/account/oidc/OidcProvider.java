/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import io.roster.registry.account.NotRecognized;
import io.roster.registry.account.SingleSignOn.Journey;
import io.roster.registry.account.model.IdentityProvider;
import io.roster.registry.platform.config.SecretFile;
import io.roster.settings.Settings;
import io.roster.settings.SingleSignOnSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OpenID Connect provider: authorization code with PKCE, and the ID token checked with the
 * provider's own keys. What the provider says of itself is asked for at each log-in, so that new
 * keys count at once.
 */
@ApplicationScoped
public class OidcProvider implements IdentityProvider {

  private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ProviderHttp http = new ProviderHttp();
  private Settings settings;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public OidcProvider() {}

  @Inject
  public OidcProvider(Settings settings) {
    this.settings = settings;
  }

  @Override
  public boolean isConfigured() {
    return settings.find(SingleSignOnSettings.ISSUER).isPresent();
  }

  @Override
  public Journey begin(String callback) {
    String state = secret();
    String nonce = secret();
    String verifier = secret();
    Map<String, String> question = new LinkedHashMap<>();
    question.put("response_type", "code");
    question.put("client_id", clientId());
    question.put("redirect_uri", callback);
    question.put("scope", settings.get(SingleSignOnSettings.SCOPES));
    question.put("state", state);
    question.put("nonce", nonce);
    question.put("code_challenge", challenge(verifier));
    question.put("code_challenge_method", "S256");
    String endpoint = text(discover(), "authorization_endpoint");
    String address =
        endpoint + (endpoint.contains("?") ? "&" : "?") + ProviderHttp.encode(question);
    return new Journey(address, state, nonce, verifier, callback);
  }

  @Override
  public Vouched ask(Journey journey, String code) {
    JsonObject provider = discover();
    Map<String, String> form =
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            journey.callback(),
            "code_verifier",
            journey.verifier());
    JsonObject tokens = http.post(text(provider, "token_endpoint"), authorization(), form);
    Map<String, Object> claims =
        claims(
            text(tokens, "id_token"),
            http.get(text(provider, "jwks_uri")).toString(),
            journey.nonce());
    String groupsClaim = settings.get(SingleSignOnSettings.GROUPS_CLAIM);
    return new Vouched(
        name(claims),
        claims.containsKey(groupsClaim)
            ? groups(claims.get(groupsClaim))
            : groupsOfUserInfo(provider, tokens, String.valueOf(claims.get("sub")), groupsClaim));
  }

  private Map<String, Object> claims(String token, String keys, String nonce) {
    try {
      return new IdToken(issuer(), clientId()).read(token, keys, nonce);
    } catch (BadJOSEException | JOSEException | ParseException refused) {
      LOG.info("single_sign_on_refused cause=\"{}\"", refused.getMessage());
      throw new NotRecognized(
          "The identity provider's token is not good for this log-in; begin it anew", refused);
    }
  }

  private String name(Map<String, Object> claims) {
    String claim = settings.get(SingleSignOnSettings.NAME_CLAIM);
    return Optional.ofNullable(claims.get(claim))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .orElseThrow(
            () -> new NotRecognized("The identity provider's token has no claim " + claim));
  }

  private static Set<String> groups(Object claim) {
    if (claim instanceof Collection<?> many) {
      Set<String> groups = new HashSet<>();
      many.forEach(group -> groups.add(String.valueOf(group)));
      return groups;
    }
    return claim instanceof String one ? Set.of(one) : Set.of();
  }

  /** Some providers tell groups only there. It must speak of the same person. */
  private Set<String> groupsOfUserInfo(
      JsonObject provider, JsonObject tokens, String subject, String claim) {
    if (!provider.containsKey("userinfo_endpoint") || !tokens.containsKey("access_token")) {
      return Set.of();
    }
    JsonObject info = http.get(text(provider, "userinfo_endpoint"), text(tokens, "access_token"));
    if (!text(info, "sub").equals(subject)) {
      throw new NotRecognized("The identity provider speaks of two persons; begin the log-in anew");
    }
    if (info.get(claim) instanceof JsonArray many) {
      return Set.copyOf(many.getValuesAs(JsonString::getString));
    }
    return info.get(claim) instanceof JsonString one ? Set.of(one.getString()) : Set.of();
  }

  /** Another issuer than the configured one could be anybody. */
  private JsonObject discover() {
    String issuer = issuer();
    JsonObject provider =
        http.get(
            (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                + "/.well-known/openid-configuration");
    if (!text(provider, "issuer").equals(issuer)) {
      throw new NotRecognized(
          SingleSignOnSettings.ISSUER.key()
              + " is "
              + issuer
              + ", but the provider there calls itself "
              + text(provider, "issuer"));
    }
    return provider;
  }

  private static String text(JsonObject json, String name) {
    if (json.get(name) instanceof JsonString text) {
      return text.getString();
    }
    throw new NotRecognized("The identity provider's answer has no " + name);
  }

  private String authorization() {
    String secret =
        settings
            .find(SingleSignOnSettings.CLIENT_SECRET_FILE)
            .map(file -> SecretFile.read(SingleSignOnSettings.CLIENT_SECRET_FILE.key(), file))
            .orElse("");
    String both = ProviderHttp.encode(clientId()) + ":" + ProviderHttp.encode(secret);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private String issuer() {
    return settings.find(SingleSignOnSettings.ISSUER).orElse("");
  }

  private String clientId() {
    return settings.find(SingleSignOnSettings.CLIENT_ID).orElse("");
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}

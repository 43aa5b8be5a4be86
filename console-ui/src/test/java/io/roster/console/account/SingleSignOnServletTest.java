/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.NotRecognized;
import io.roster.registry.account.SingleSignOn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SingleSignOnServletTest {

  private static final Account ANN =
      new Account(
          "ann",
          Role.VIEWER,
          Account.State.ENABLED,
          0,
          Instant.EPOCH,
          Optional.empty(),
          Optional.empty());

  private final Map<String, Object> session = new HashMap<>();
  private final Map<String, String> parameters = new HashMap<>();
  private final List<String> sent = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  private final SingleSignOn door =
      new SingleSignOn() {
        @Override
        public boolean isOffered() {
          return true;
        }

        @Override
        public Journey begin(String console) {
          return new Journey(
              "https://provider/authorize",
              "state",
              "nonce",
              "verifier",
              console + "/sso/callback");
        }

        @Override
        public Account finish(Journey journey, String state, String code, String origin) {
          if (!state.equals(journey.state())) {
            throw new NotRecognized("The answer belongs to another log-in");
          }
          asked.add(code + " " + journey.callback() + " " + origin);
          return ANN;
        }
      };

  private void get(String path) throws IOException {
    new SingleSignOnServlet(door).doGet(request(path), response());
  }

  private interface Answer {
    @Nullable Object to(Method method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (unused, method, arguments) -> answer.to(method, arguments)));
  }

  private HttpServletRequest request(String path) {
    return fake(
        HttpServletRequest.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "getServletPath" -> path;
              case "getContextPath" -> "/console";
              case "getRequestURL" -> new StringBuffer("https://host/console" + path);
              case "getRemoteAddr" -> "10.0.0.5";
              case "getParameter" -> parameters.get(String.valueOf(arguments[0]));
              case "getSession" -> session();
              case "changeSessionId" -> {
                sent.add("new session id");
                yield "id";
              }
              default -> throw new IllegalStateException(method.getName());
            });
  }

  private HttpSession session() {
    return fake(
        HttpSession.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "getAttribute" -> session.get(String.valueOf(arguments[0]));
              case "setAttribute" -> session.put(String.valueOf(arguments[0]), arguments[1]);
              case "removeAttribute" -> session.remove(String.valueOf(arguments[0]));
              default -> throw new IllegalStateException(method.getName());
            });
  }

  private HttpServletResponse response() {
    return fake(
        HttpServletResponse.class,
        (method, arguments) -> {
          if (method.getName().equals("sendRedirect")) {
            sent.add(String.valueOf(arguments[0]));
          }
          return null;
        });
  }

  @Test
  void the_browser_goes_to_the_provider_and_comes_back_as_somebody() throws IOException {
    get("/sso");
    parameters.putAll(Map.of("state", "state", "code", "code"));
    get("/sso/callback");

    assertThat(asked).containsExactly("code https://host/console/sso/callback 10.0.0.5");
    assertThat(sent).containsExactly("https://provider/authorize", "new session id", "/console/");
    assertThat(session).containsValue(ANN);
  }

  @Test
  void the_browser_comes_back_to_the_view_it_wanted() throws IOException {
    parameters.put("to", "workers?q=a");
    get("/sso");
    parameters.clear();
    parameters.putAll(Map.of("state", "state", "code", "code"));
    get("/sso/callback");

    assertThat(sent).last().isEqualTo("/console/workers?q=a");
  }

  @Test
  void who_is_not_let_in_may_still_reach_the_view_it_wanted() throws IOException {
    parameters.put("to", "workers?q=a");
    get("/sso");
    parameters.clear();
    get("/sso/callback");

    assertThat(sent).last().isEqualTo("/console/login?to=workers%3Fq%3Da");
  }

  @Test
  void an_answer_without_a_question_leads_to_the_log_in_with_a_sentence() throws IOException {
    parameters.putAll(Map.of("state", "state", "code", "code"));
    get("/sso/callback");

    assertThat(sent).containsExactly("/console/login");
    assertThat(session.values()).singleElement().asString().contains("No log-in is under way");
  }

  @Test
  void an_answer_counts_once() throws IOException {
    get("/sso");
    parameters.putAll(Map.of("state", "another", "code", "code"));
    get("/sso/callback");
    parameters.put("state", "state");
    get("/sso/callback");

    assertThat(asked).isEmpty();
    assertThat(sent)
        .containsExactly("https://provider/authorize", "/console/login", "/console/login");
  }

  @Test
  void a_provider_that_lets_nobody_in_leads_back_to_the_log_in() throws IOException {
    get("/sso");
    parameters.put("error", "access_denied");
    get("/sso/callback");

    assertThat(sent).containsExactly("https://provider/authorize", "/console/login");
  }
}

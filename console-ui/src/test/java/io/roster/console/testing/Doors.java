/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Makes a service out of those of its methods that a stand-in has; the others are refused. */
final class Doors {

  private Doors() {}

  static <T> T of(Class<T> service, Object standIn) {
    return service.cast(
        Proxy.newProxyInstance(
            service.getClassLoader(),
            new Class<?>[] {service},
            (proxy, method, arguments) -> call(standIn, method, arguments)));
  }

  private static Object call(Object standIn, Method method, Object[] arguments) throws Throwable {
    Method own;
    try {
      own = standIn.getClass().getMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException missing) {
      throw new UnsupportedOperationException("the console is not to call " + method, missing);
    }
    try {
      return own.invoke(standIn, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}

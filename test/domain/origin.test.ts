import { expect, test } from "vitest";
import { checkedOrigin } from "../../src/domain/origin.ts";
import { chooseProfile } from "../../src/domain/profile.ts";
import { invoiceUrl } from "../../src/domain/web-links.ts";

test.each([
  "http://127.0.0.2:38082",
  "https://evil.example",
  "http://localhost.evil.com",
  "http://127.0.0.1@evil.com",
  "ftp://127.0.0.1",
  "javascript:alert(1)",
  "file:///etc/passwd",
])("tokens and the browser never go to %s", (origin) => {
  expect(() => checkedOrigin(origin, "pipedrive")).toThrow("may only name this machine");
  expect(() => invoiceUrl("1", "practice", origin)).toThrow("may only name this machine");
});

test.each(["toString", "__proto__", "constructor", "hasOwnProperty"])(
  "%s is no name of a profile",
  (name) => {
    const file = { version: 1 as const, profiles: {} };
    expect(() => chooseProfile(file, name)).toThrow("cannot be called");
  },
);

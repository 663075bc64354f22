import { describe, expect, test } from "vitest";
import { profileOf, profileToConnect } from "../../src/compose/profiles.ts";
import { checkedOrigin } from "../../src/domain/origin.ts";
import { chooseProfile, newProfile } from "../../src/domain/profile.ts";
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

describe("a profile of the settings file", () => {
  const of = (environment: "production" | "sandbox" | "practice", origin: string) => {
    const origins = { pipedrive: null, quickbooks: origin };
    const profile = { ...newProfile("host"), environment, origins };
    return () => profileOf({ version: 1, profiles: { books: profile } }, "books", {}, "host");
  };

  const refused = expect.objectContaining({
    kind: "refused",
    next: ["pdqb connect quickbooks --profile books"],
  });

  test.each(["production", "sandbox"] as const)("of %s has no address on this machine", (kind) => {
    expect(of(kind, "http://127.0.0.1:1234")).toThrow(refused);
  });

  test("of practice has, and none elsewhere", () => {
    expect(of("practice", "http://127.0.0.1:1234")).not.toThrow();
    expect(of("practice", "https://evil.example")).toThrow(refused);
  });

  test.each(["production", "practice"] as const)(
    "of %s is connected to the real address again, or to that of the environment",
    (environment) => {
      const origins = { pipedrive: null, quickbooks: "https://evil.example" };
      const profile = { ...newProfile("host"), environment, origins };
      const file = { version: 1 as const, profiles: { books: profile } };
      expect(profileToConnect(file, "books", {}, "host")).toEqual({ ...profile, origins: null });
      const env = { PDQB_QUICKBOOKS_ORIGIN: "http://127.0.0.1:1234" };
      const connect = () => profileToConnect(file, "books", env, "host").origins;
      if (environment === "production")
        expect(connect).toThrow("is not the address of the profile");
      else expect(connect()).toEqual({ pipedrive: null, quickbooks: "http://127.0.0.1:1234" });
    },
  );
});

test.each(["toString", "__proto__", "constructor", "hasOwnProperty"])(
  "%s is no name of a profile",
  (name) => {
    const file = { version: 1 as const, profiles: {} };
    expect(() => chooseProfile(file, name)).toThrow("cannot be called");
  },
);

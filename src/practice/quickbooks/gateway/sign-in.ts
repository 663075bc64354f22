/** Which company a bearer token speaks for (docs/quickbooks.md 12.1 B, 12.2). */
import type { Request } from "../../http.ts";
import type { Books } from "../books.ts";
import { realmOf } from "../company.ts";
import { GatewayFault } from "../fault.ts";
import { grantOfAccess } from "../oauth/grants.ts";

export function signIn(request: Request, realm: string, books: Books): void {
  const { state, now, settings } = books;
  const isXml = settings("quickbooks.gateway_form") === "xml";
  const token = /^bearer\s+(\S+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
  if (token === undefined || token.length < 20 || token.length > 4096) {
    throw unauthenticated("Malformed bearer token: too short or too long", isXml);
  }
  const grant = grantOfAccess(state, now, token);
  if (!grant)
    throw unauthenticated("Token expired: the token is expired, revoked or unknown", isXml);
  const isAccounting = grant.scopes.includes("com.intuit.quickbooks.accounting");
  if (grant.realm === realm && realm === realmOf(books) && isAccounting) return;
  if (grant.realm !== realm && settings("quickbooks.wrong_realm") === "100") {
    throw new GatewayFault(
      401,
      {
        code: "100",
        message: "General Authentication Error",
        detail: "AuthenticationErrorGeneral: SRV-110-Authentication Failure , statusCode: 401",
        type: "AUTHENTICATION",
      },
      { isXml },
    );
  }
  throw new GatewayFault(
    403,
    {
      code: "3100",
      message: "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
      detail: null,
      type: "SERVICE",
    },
    { isXml },
  );
}

function unauthenticated(detail: string, isXml: boolean): GatewayFault {
  return new GatewayFault(
    401,
    {
      code: "3200",
      message: "message=AuthenticationFailed; errorCode=003200; statusCode=401",
      detail,
      type: "AUTHENTICATION",
    },
    { isXml },
  );
}

/** The reduced official definitions: which operation a request means, and what it may hold. Loaded with the first API call. */

export type Schema = {
  type?: string;
  nullable?: boolean;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  maximum?: number;
  format?: string;
};
export type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  explode?: boolean;
  schema: Schema;
};
export type Operation = {
  id: string;
  version: "v1" | "v2";
  method: string;
  path: string;
  cost: number;
  scopes: string[];
  parameters: Parameter[];
  body?: { type: string; schema: Schema };
  answers: Record<string, Schema>;
};
type Definitions = { operations: Omit<Operation, "version">[]; unserved: string[] };

type Match =
  | { kind: "operation"; operation: Operation; path: Record<string, string> }
  | { kind: "unserved"; name: string }
  | { kind: "method" }
  | { kind: "none" };

export type Contract = {
  operations: Operation[];
  match(version: "v1" | "v2", method: string, path: string): Match;
};

let loading: Promise<Contract> | undefined;

export function loadContract(): Promise<Contract> {
  loading ??= read();
  return loading;
}

async function read(): Promise<Contract> {
  const [v1, v2] = await Promise.all([
    import("../contracts/pipedrive-v1.json", { with: { type: "json" } }),
    import("../contracts/pipedrive-v2.json", { with: { type: "json" } }),
  ]);
  const routes = [
    ...routesOf("v1", v1.default as unknown as Definitions),
    ...routesOf("v2", v2.default as unknown as Definitions),
  ];
  return {
    operations: routes.flatMap((route) => route.operation ?? []),
    match: (version, method, path) => matchRoute(routes, { version, method, path }),
  };
}

type Route = {
  version: "v1" | "v2";
  method: string;
  path: string;
  parts: string[];
  operation?: Operation;
};

function routesOf(version: "v1" | "v2", definitions: Definitions): Route[] {
  const served = definitions.operations.map((operation) => ({
    version,
    method: operation.method,
    path: operation.path,
    parts: operation.path.split("/"),
    operation: { ...operation, version },
  }));
  const unserved = definitions.unserved.map((name) => {
    const [method = "", path = ""] = name.split(" ");
    return { version, method, path, parts: path.split("/") };
  });
  // A fixed word beats a placeholder: /deals/archived is not the deal "archived".
  return [...served, ...unserved].sort((a, b) => placeholders(a) - placeholders(b));
}

const isPlaceholder = (part: string): boolean => part.startsWith("{");
const placeholders = (route: Route): number => route.parts.filter(isPlaceholder).length;

function matchRoute(
  routes: Route[],
  wanted: { version: string; method: string; path: string },
): Match {
  const parts = wanted.path.split("/");
  const fitting = routes.filter(
    (route) =>
      route.version === wanted.version &&
      route.parts.length === parts.length &&
      route.parts.every((part, at) => part === parts[at] || (isPlaceholder(part) && parts[at])),
  );
  const best = fitting[0];
  if (!best) return { kind: "none" };
  const route = fitting.find(
    (each) => each.method === wanted.method && placeholders(each) === placeholders(best),
  );
  if (!route) return { kind: "method" };
  if (!route.operation) return { kind: "unserved", name: `${route.method} ${route.path}` };
  const path = Object.fromEntries(
    route.parts.flatMap((part, at) =>
      isPlaceholder(part) ? [[part.slice(1, -1), decode(parts[at] ?? "")]] : [],
    ),
  );
  return { kind: "operation", operation: route.operation, path };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

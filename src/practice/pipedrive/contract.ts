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
type Version = Operation["version"];

type Match =
  | { kind: "operation"; operation: Operation; path: Record<string, string> }
  | { kind: "unserved"; name: string }
  | { kind: "method" }
  | { kind: "none" };

export type Contract = {
  operations: Operation[];
  match(version: Version, method: string, path: string): Match;
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
  const routes = {
    v1: routesOf("v1", v1.default as unknown as Definitions),
    v2: routesOf("v2", v2.default as unknown as Definitions),
  };
  return {
    operations: [...routes.v1, ...routes.v2].flatMap((route) => route.operation ?? []),
    match: (version, method, path) => matchRoute(routes[version], method, path),
  };
}

type Route = { method: string; path: string; pattern: RegExp; operation?: Operation };

function routesOf(version: Version, { operations, unserved }: Definitions): Route[] {
  const route = (method: string, path: string): Route => ({
    ...{ method, path, pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`) },
  });
  const served = operations.map((operation) => ({
    ...route(operation.method, operation.path),
    operation: { ...operation, version },
  }));
  const others = unserved.map((name) => route(...(name.split(" ") as [string, string])));
  // A fixed word beats a placeholder: /deals/archived is not the deal "archived".
  return [...served, ...others].sort((a, b) => placeholders(a) - placeholders(b));
}

const placeholders = ({ path }: Route): number => path.split("{").length;

function matchRoute(routes: Route[], method: string, path: string): Match {
  const fitting = routes.filter(({ pattern }) => pattern.test(path));
  const [best] = fitting;
  if (!best) return { kind: "none" };
  const route = fitting.find(
    (each) => each.method === method && placeholders(each) === placeholders(best),
  );
  if (!route) return { kind: "method" };
  if (!route.operation) return { kind: "unserved", name: `${route.method} ${route.path}` };
  const texts = Object.entries(route.pattern.exec(path)?.groups ?? {});
  const parameters = Object.fromEntries(texts.map(([name, text]) => [name, decode(text)]));
  return { kind: "operation", operation: route.operation, path: parameters };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

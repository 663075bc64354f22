export function practicePlace(home: string): {
  pid: number;
  pipedriveOrigin: string;
  quickbooksOrigin: string;
  key: string;
};
export function proofHeaders(
  key: string,
  method: string,
  target: string,
  body?: string,
): Record<string, string>;
export function steer(
  home: string,
  path: string,
  init?: { method?: string; body?: string },
): Promise<Response>;

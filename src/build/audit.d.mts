export function verdict(output: string): { code: number; text: string };

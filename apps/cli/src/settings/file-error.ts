/** What the file system calls an error (`ENOENT`); its name when it isn't an error of the file system. */
export function fileErrorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return (error as NodeJS.ErrnoException).code ?? error.name
}

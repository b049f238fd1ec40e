/** When a user last allowed more, in milliseconds since the Unix epoch: on disk, for all windows. */
export interface Allowance {
  /** `-Infinity`: never. */
  read(): Promise<number>
  write(sinceMs: number): Promise<void>
}

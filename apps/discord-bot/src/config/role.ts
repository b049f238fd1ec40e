/** What a process does: `web` answers interactions, `worker` works on jobs, `all` does both. */
export type Role = 'all' | 'web' | 'worker'

/** Takes interactions, answers them and writes jobs down. */
export function answersInteractions(role: Role): boolean {
  return role !== 'worker'
}

/** Submits, polls, downloads and delivers, and does what is due for everybody, such as the sweep. */
export function worksOnJobs(role: Role): boolean {
  return role !== 'web'
}

/** How long a budget lasts, by the calendar. */
export type BudgetWindow = 'hour' | 'day' | 'month'

/**
 * The window of the calendar that a moment is in.
 *
 * @param zone `local`: the time zone of the host, for people at their own machine. `utc`: for hosts of many people.
 */
export function windowAt(
  window: BudgetWindow,
  nowMs: number,
  zone: 'local' | 'utc',
): { readonly startMs: number; readonly endMs: number } {
  const now = new Date(nowMs)
  if (zone === 'utc') {
    const [year, month, day, hour] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), now.getUTCHours()]
    if (window === 'hour')
      return { startMs: Date.UTC(year, month, day, hour), endMs: Date.UTC(year, month, day, hour + 1) }
    if (window === 'day') return { startMs: Date.UTC(year, month, day), endMs: Date.UTC(year, month, day + 1) }
    return { startMs: Date.UTC(year, month), endMs: Date.UTC(year, month + 1) }
  }
  const [year, month, day, hour] = [now.getFullYear(), now.getMonth(), now.getDate(), now.getHours()]
  const local = (...parts: [number, number, number?, number?]): number =>
    new Date(...(parts as [number, number])).getTime()
  if (window === 'hour') return { startMs: local(year, month, day, hour), endMs: local(year, month, day, hour + 1) }
  if (window === 'day') return { startMs: local(year, month, day), endMs: local(year, month, day + 1) }
  return { startMs: local(year, month), endMs: local(year, month + 1) }
}

/** One limit that an admin has set. Windows are those of the calendar, in UTC. */
export interface LimitRule {
  /**
   * `role`: for each member who has the role, in place of the `user` rules; of several roles the most generous counts.
   * `all`: for everybody everywhere, of the operator only.
   */
  readonly scope: 'user' | 'role' | 'channel' | 'guild' | 'all'
  /** The role or channel; absent for `user` and `guild`, and for a rule of every channel. */
  readonly targetId?: string | undefined
  readonly per: LimitWindow
  readonly measure: 'images' | 'money'
  /** Images, or units of money. */
  readonly max: number
}

export type LimitWindow = 'hour' | 'day' | 'month'

/** Who wants how much, where. */
export interface Demand {
  readonly userId: string
  readonly roleIds: readonly string[]
  readonly channelId: string
  readonly images: number
  readonly units: number
}

/** What was used since a time by a user, in a channel, in the whole server, or (`all`) in every server and outside of them. */
export interface UsageQuery {
  readonly scope: 'user' | 'channel' | 'guild' | 'all'
  readonly id: string
  readonly sinceMs: number
}

export interface Usage {
  readonly images: number
  readonly units: number
}

/** Images of a rule's window that are not used yet. */
export interface LeftImages {
  readonly left: number
  readonly per: LimitWindow
}

export interface LimitRefusal {
  readonly rule: LimitRule
  readonly used: number
  readonly endsMs: number
}

/** What has to be read before the rules can be checked, each once. */
export function usageQueries(rules: readonly LimitRule[], demand: Demand, nowMs: number): readonly UsageQuery[] {
  const queries = applicableRules(rules, demand).map((rule) => queryFor(rule, demand, nowMs))
  return [...new Map(queries.map((query) => [keyOf(query), query])).values()]
}

/** Looks up what was read. @param usages in the order of the queries */
export function usageIn(queries: readonly UsageQuery[], usages: readonly Usage[]): (query: UsageQuery) => Usage {
  const known = new Map(queries.map((query, at) => [keyOf(query), usages[at]]))
  return (query) => known.get(keyOf(query)) ?? { images: 0, units: 0 }
}

/** @returns the first rule that the demand would break, the longest wait first; `undefined` when it may continue */
export function checkLimits(
  rules: readonly LimitRule[],
  demand: Demand,
  usageOf: (query: UsageQuery) => Usage,
  nowMs: number,
): LimitRefusal | undefined {
  const refusals = applicableRules(rules, demand).flatMap((rule): LimitRefusal[] => {
    const window = windowAt(rule.per, nowMs)
    const usage = usageOf(queryFor(rule, demand, nowMs))
    const [used, wanted] = rule.measure === 'images' ? [usage.images, demand.images] : [usage.units, demand.units]
    return used + wanted > rule.max ? [{ rule, used, endsMs: window.endMs }] : []
  })
  return refusals.toSorted((a, b) => b.endsMs - a.endsMs)[0]
}

/** What is left of the tightest rule of images once the demand is met, for messages; `undefined` without such a rule. */
export function remainingImages(
  rules: readonly LimitRule[],
  demand: Demand,
  usageOf: (query: UsageQuery) => Usage,
  nowMs: number,
): LeftImages | undefined {
  const left = applicableRules(rules, demand)
    .filter((rule) => rule.measure === 'images')
    .map((rule) => {
      const usage = usageOf(queryFor(rule, demand, nowMs))
      return { left: Math.max(0, rule.max - usage.images - demand.images), per: rule.per }
    })
  return left.toSorted((a, b) => a.left - b.left)[0]
}

export function windowAt(per: LimitWindow, nowMs: number): { readonly startMs: number; readonly endMs: number } {
  const now = new Date(nowMs)
  const [year, month, day, hour] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), now.getUTCHours()]
  if (per === 'hour') return { startMs: Date.UTC(year, month, day, hour), endMs: Date.UTC(year, month, day, hour + 1) }
  if (per === 'day') return { startMs: Date.UTC(year, month, day), endMs: Date.UTC(year, month, day + 1) }
  return { startMs: Date.UTC(year, month), endMs: Date.UTC(year, month + 1) }
}

function applicableRules(rules: readonly LimitRule[], demand: Demand): LimitRule[] {
  const roleRules = rules.filter((rule) => rule.scope === 'role' && demand.roleIds.includes(rule.targetId ?? ''))
  const generous = roleRules.filter(
    (rule) => !roleRules.some((other) => isSameKind(rule, other) && other.max > rule.max),
  )
  const personal = rules.filter((rule) => rule.scope === 'user' && !roleRules.some((role) => isSameKind(rule, role)))
  const shared = rules.filter(
    (rule) =>
      rule.scope === 'guild' ||
      rule.scope === 'all' ||
      (rule.scope === 'channel' && (rule.targetId === undefined || rule.targetId === demand.channelId)),
  )
  return [...generous, ...personal, ...shared]
}

function isSameKind(a: LimitRule, b: LimitRule): boolean {
  return a.per === b.per && a.measure === b.measure
}

function queryFor({ scope, per }: LimitRule, demand: Demand, nowMs: number): UsageQuery {
  const sinceMs = windowAt(per, nowMs).startMs
  if (scope === 'guild' || scope === 'all') return { scope, id: '', sinceMs }
  return scope === 'channel'
    ? { scope: 'channel', id: demand.channelId, sinceMs }
    : { scope: 'user', id: demand.userId, sinceMs }
}

function keyOf({ scope, id, sinceMs }: UsageQuery): string {
  return `${scope} ${id} ${sinceMs}`
}

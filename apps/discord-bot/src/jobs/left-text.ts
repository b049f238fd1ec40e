import type { Config } from '../config/config.ts'
import type { BotTranslate } from '../messages/texts.ts'
import type { JobPlace } from '../model/job.ts'
import type { Store } from '../store/store.ts'
import { remainingImages, windowAt, type LimitRule, type Usage, type UsageQuery } from '../limits/limits.ts'
import { rulesFor } from '../limits/rules-for.ts'

const keys = { hour: 'leftHour', day: 'leftDay', month: 'leftMonth' } as const

/** `7 images left today`; undefined where no rule counts images. */
export async function leftText(
  tools: { readonly store: Store; readonly config: Config },
  place: Pick<JobPlace, 'guildId' | 'userId' | 'roleIds' | 'channelId'>,
  t: BotTranslate,
  nowMs: number,
): Promise<string | undefined> {
  const { store, config } = tools
  const settings = await store.settings.get(place.guildId)
  const rules = rulesFor(place.guildId, settings, config)
  const usage = await readUsage(store, place, rules, nowMs)
  const left = remainingImages(rules, { ...place, images: 0, units: 0 }, usage, nowMs)
  return left && t(keys[left.per], { left: left.left })
}

/** Reads what the pure rules ask for ahead of time, so that they stay pure. */
async function readUsage(
  store: Store,
  place: Pick<JobPlace, 'guildId' | 'userId' | 'channelId'>,
  rules: readonly LimitRule[],
  nowMs: number,
): Promise<(query: UsageQuery) => Usage> {
  const known = new Map<string, Usage>()
  const ids = { user: place.userId, channel: place.channelId, guild: '', all: '' }
  for (const per of new Set(rules.map((rule) => rule.per))) {
    const sinceMs = windowAt(per, nowMs).startMs
    for (const scope of ['user', 'channel', 'guild'] as const) {
      const query = { scope, id: ids[scope], sinceMs }
      known.set(JSON.stringify(query), await store.jobs.usage(place.guildId, query))
    }
  }
  return ({ scope, id, sinceMs }) => known.get(JSON.stringify({ scope, id, sinceMs })) ?? { images: 0, units: 0 }
}

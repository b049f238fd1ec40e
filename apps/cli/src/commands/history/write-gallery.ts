import { mkdir } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDamaged, isOwed, type Listed, requestFacts, stateOf } from '@fluxkit/jobs'
import { replaceFile } from '@fluxkit/jobs/node'
import { whyOf } from '../../journal/why-of.ts'
import { reasonText } from '../../language/reason-text.ts'
import type { Texts } from '../../language/translator.ts'
import type { Cli } from '../../cli.ts'
import { savingOptions } from '../../journal/place.ts'
import { savedImages } from '../../journal/saved-images.ts'
import { costText } from '../../output/cost-text.ts'
import { type GalleryCard, galleryPage } from './gallery-page.ts'

/** @param file default: `gallery.html` in the folder of the images @returns where it was written */
export async function writeGallery(cli: Cli, entries: readonly Listed[], file: string | undefined): Promise<string> {
  const { host } = cli
  const nowMs = host.clock.now()
  const path = resolve(host.cwd, file ?? resolve(savingOptions(cli, {}).directory, 'gallery.html'))
  await mkdir(dirname(path), { recursive: true })
  await replaceFile(
    path,
    galleryPage({ cards: entries.map((entry) => cardOf(entry, nowMs, cli.texts)), atMs: nowMs, texts: cli.texts }),
  )
  return path
}

function cardOf(entry: Listed, nowMs: number, texts: Texts): GalleryCard {
  if (isDamaged(entry)) {
    const { id = '' } = entry
    const reason = reasonText('damaged_record', entry.damaged, texts)
    const nothing = {
      prompt: '',
      model: '',
      size: '',
      cost: '',
      taskId: '',
      links: [],
      images: [],
      createdAtMs: Number.NaN,
    }
    return { ...nothing, id, reason, state: texts.t('job.state', { state: 'damaged' }), isOwed: true }
  }
  const { job, held } = entry
  const { prompt, model = '' } = requestFacts(job)
  const size = job.attempts.at(-1)?.wire['size'] ?? job.request['size']
  return {
    id: job.id,
    prompt,
    model,
    size: typeof size === 'string' ? size : '',
    state: texts.t('job.state', { state: stateOf(job, nowMs, held) }),
    isOwed: isOwed(entry),
    cost: job.cost ? costText(job.cost, texts) : '',
    createdAtMs: job.createdAtMs,
    taskId: job.task?.id ?? '',
    reason: job.end?.kind === 'done' ? '' : (whyOf(job, texts) ?? ''),
    links: job.images.flatMap(({ url, kept }) => (kept === undefined ? [url] : [])),
    images: savedImages(job).map(({ path }) => ({ fileUrl: pathToFileURL(path).href, name: basename(path) })),
  }
}

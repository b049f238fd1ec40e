import { errorCodes } from '@fluxkit/core'
import { english as englishMessages } from '@fluxkit/messages/cli'
import { pseudoMessages } from '@fluxkit/messages/testing'
import { describe, expect, it } from 'vitest'
import type { ErrorFacts } from '../errors/error-facts.ts'
import { english, loadTexts, type Texts, textsIn } from '../language/translator.ts'
import { errorText } from './error-text.ts'
import { createPaint } from '../terminal/paint.ts'
import { symbolsFor } from '../terminal/symbols.ts'

const facts: ErrorFacts = {
  code: 'image_unavailable',
  message: 'The host answered with status 404.',
  charged: 'yes',
  retryable: true,
  advice: 'The image is paid for: fetch it again.',
}

function lines(
  fields: Partial<ErrorFacts> = {},
  {
    isSandbox = false,
    launcher = 'fluxkit',
    texts = english,
  }: { isSandbox?: boolean; launcher?: string; texts?: Texts } = {},
): string[] {
  const style = { paint: createPaint(false), symbols: symbolsFor('linux', {}), texts, env: {}, launcher, isSandbox }
  return errorText({ ...facts, ...fields }, style).split('\n')
}

describe('errorText', () => {
  it('says what happened, what was charged, what to do and what support asks for', () => {
    expect(lines({ status: 404, taskId: 'task-1', traceId: 'trace-1' })).toEqual([
      '✗ The host answered with status 404.',
      '  It may have been charged already.',
      '  The image is paid for: fetch it again.',
      '  image_unavailable · HTTP 404 · task task-1 · trace trace-1',
      '',
    ])
  })

  it('shows links and the command that recovers what is paid for', () => {
    expect(
      lines({ imageUrls: ['https://img.example/1.png'], recover: 'fluxkit wait task-1 --out DIR' }).slice(3),
    ).toEqual([
      '  Image: https://img.example/1.png',
      '  Recover it with: fluxkit wait task-1 --out DIR',
      '  image_unavailable',
      '',
    ])
  })

  it('names commands the way they were typed', () => {
    const text = lines(
      { advice: 'Run `fluxkit login`, says fluxkit itself.', recover: 'fluxkit wait task-1' },
      { launcher: 'npm start --' },
    )
    expect(text.slice(2, 4)).toEqual([
      '  Run `npm start -- login`, says fluxkit itself.',
      '  Recover it with: npm start -- wait task-1',
    ])
  })

  it('gives no advice about money in the sandbox, where nothing is charged and nothing can be recovered', () => {
    expect(lines({ recover: 'fluxkit wait task-1' }, { isSandbox: true }).slice(1, 4)).toEqual([
      '  Nothing was charged: this is the sandbox.',
      '  Make it again. At the real service it could have been charged.',
      '  image_unavailable',
    ])
  })

  it('keeps the advice of the sandbox on what is free anyway', () => {
    expect(lines({ charged: 'no', advice: 'Change the prompt.' }, { isSandbox: true })).toContain(
      '  Change the prompt.',
    )
  })

  it('is in one language: the text of the code replaces the English details', async () => {
    const texts = await loadTexts({ LANG: 'ja_JP.UTF-8' })
    expect(lines({ taskId: 'task-1', recover: 'fluxkit wait task-1' }, { texts })).toEqual([
      '✗ 画像をダウンロードできませんでした。',
      '  すでに料金がかかっている可能性があります。',
      '  タスク ID とリンクを控えて、もう一度ダウンロードしてください。',
      '  次のコマンドで受け取れます：fluxkit wait task-1',
      '  image_unavailable · タスク task-1',
      '',
    ])
  })

  it('names the fields that are wrong in every language', async () => {
    const texts = await loadTexts({ LANG: 'de_DE' })
    const wrong = { code: 'invalid_request', message: 'size 1x1: too small', fields: ['size'], charged: 'no' } as const
    expect(lines(wrong, { texts })).toEqual([
      '✗ Die Anfrage ist ungültig.',
      '  Ungültig: size',
      '  Prüfen Sie Prompt, Modell, Größe und Anzahl der Bilder.',
      '',
    ])
  })

  it('is entirely English where a code has no translation', async () => {
    const texts = await loadTexts({ LC_ALL: 'fr_FR.UTF-8', LANG: 'de_DE.UTF-8' })
    expect(lines({ code: 'usage', message: 'There is no job x.', advice: 'See history.' }, { texts })).toEqual([
      '✗ There is no job x.',
      '  See history.',
      '',
    ])
  })

  it.each(Object.keys(errorCodes))('has no text for the code %s outside of the messages', (code) => {
    const pseudo = textsIn('de', pseudoMessages(englishMessages))
    const failed = { code, message: 'Core says so.', advice: 'Core advises so.', recover: 'fluxkit wait 1' }
    const own = lines({ ...failed, imageUrls: ['1'] }, { texts: pseudo })
      .slice(0, -2)
      .map((line) => line.replaceAll(/⟦[^⟦⟧]*⟧/g, '').trim())
    expect(own.filter((text) => text !== '' && text !== '✗')).toEqual([])
  })
})

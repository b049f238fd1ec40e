import { describe, expect, it } from 'vitest'
import { loadTexts } from './translator.ts'

describe('loadTexts', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'pt_BR' }, 'pt-BR'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LC_ALL: '', LANG: 'zh_CN' }, 'zh-CN'],
    [{ LANG: 'zh_TW.UTF-8' }, 'en'],
    [{ LANG: '../../etc/passwd' }, 'en'],
  ])('reads the language of %j as %s', async (env, language) => {
    expect((await loadTexts(env)).language).toBe(language)
  })

  it('counts in the plural forms of the language', async () => {
    const { t } = await loadTexts({ LANG: 'fr_FR.UTF-8' })
    expect([0.216, 1, 2].map((credits) => t('credits', { credits, amount: String(credits) }))).toEqual([
      '0.216 crédit',
      '1 crédit',
      '2 crédits',
    ])
  })
})

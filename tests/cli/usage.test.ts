import { describe, expect, it } from 'vitest'
import { createWorld } from './support/world.ts'

describe.concurrent('wrong input', () => {
  it.each([
    ['an unknown command', ['genrate', 'fox'], 'Unknown command “genrate”.\n  Did you mean generate?'],
    ['an unknown option', ['generate', 'fox', '--seeds', '3'], 'Unknown option “--seeds”.'],
    ['no prompt', ['generate'], 'There is no prompt.'],
    ['an empty prompt', ['generate', ' '], 'There is no prompt.'],
    ['a prompt and a list', ['generate', 'fox', '--prompts', '-'], 'Give either a prompt or --prompts, not both.'],
    ['an empty list', ['generate', '--prompts', '-'], 'The list holds no prompt.'],
    ['a list that is not there', ['generate', '--prompts', 'no.txt'], 'The list of prompts no.txt does not exist.'],
    [
      'a size that does not fit',
      ['generate', 'fox', '-s', '1000x1000'],
      '9:16 9:21; nearest: 992x992.\n  Nothing was sent. `fluxkit sizes` lists those of each model.',
    ],
    ['a ratio that no edition has', ['generate', 'fox', '-s', '7:5'], 'nearest: 4:3.'],
    [
      'pixels for a model with ratios',
      ['generate', 'fox', '-m', 'flux-kontext-pro', '-s', '1024x576'],
      'nearest: 16:9.',
    ],
    [
      'a field that is an option',
      ['generate', 'fox', '--field', 'size=1:1'],
      '--field size: is the field size of the request',
    ],
    ['a field without a value', ['generate', 'fox', '--field', 'seed'], 'It must be name=value, such as seed=7.'],
    ['an unknown model', ['generate', 'fox', '-m', 'flux-2-por'], 'nearest: flux-2-pro'],
    [
      'a model that cannot edit',
      ['edit', 'https://example.com/a.png', 'x', '-m', 'flux-pro-1.1'],
      'cannot edit; use flux-dev, flux-pro, flux-kontext-pro',
    ],
    ['a count of 0', ['generate', 'fox', '-n', '0'], 'It must be a whole number from 1.'],
    ['a name pattern with a mistake', ['generate', 'fox', '--name', '{promt}'], 'There is no placeholder {promt}.'],
    ['a name pattern that leaves the folder', ['generate', 'fox', '--name', '../{prompt}'], 'must not'],
    ['a file that is not there', ['edit', 'no.png', 'x'], 'no.png: cannot be opened (ENOENT).'],
    ['a file that is not an image', ['edit', '/dev/null', 'x'], '/dev/null: is not a regular file.'],
    ['a data URI', ['edit', 'data:image/png;base64,AAAA', 'x'], 'must be a link that starts with https://'],
    ['an invalid task id', ['wait', 'no such id'], 'neither a task id nor the id of a job'],
    ['a model without sizes', ['sizes', 'flux-9'], 'There is no model flux-9.'],
    ['a shell that is not known', ['completion', 'tcsh'], 'bash, zsh, fish'],
    ['an unknown edition', ['sandbox', '--contract', 'old'], 'readme, current, any'],
    ['an invalid port', ['sandbox', '--port', '70000'], 'It must be a number from 0 to 65535.'],
  ])('is named: %s', async (_name, args, message) => {
    await using world = await createWorld()
    const { code, stdout, stderr } = await world.run(args)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(code).toBe(2)
    expect(world.simulator.stats.requests).toBe(0)
  })

  it('is an object with --json', async () => {
    await using world = await createWorld()
    const { json, code } = await world.run(['generate', 'fox', '-s', '1x1', '--json'])
    expect(json().error).toMatchObject({ code: 'invalid_request', charged: 'no', retryable: false })
    expect(code).toBe(2)
  })

  it('cannot write to the terminal what the terminal would obey', async () => {
    await using world = await createWorld()
    const { stderr } = await world.run(['edit', 'evil\u001B[2J\u0007.png', 'x'])
    // oxlint-disable-next-line no-control-regex -- this is what must not be there
    expect(stderr).not.toMatch(/[\u0007\u001B]/)
  })
})

import { describe, expect, test } from 'vitest'
import type { WireOption } from '../discord/wire.ts'
import { addField, fixedChoices, openOptions, removeField, startDraft, valueOf, withField, withText } from './draft.ts'

const option = (type: number, name: string, more: Partial<WireOption> = {}): WireOption => ({
  type,
  name,
  description: '',
  ...more,
})
const prompt = option(3, 'prompt')
const count = option(4, 'count', { min_value: 1, max_value: 4 })
const hidden = option(5, 'private')
const generate = { name: 'flux generate', label: 'flux generate', description: '', options: [prompt, count, hidden] }
const nobody = { users: [], channels: [], roles: [] }

describe('fields', () => {
  test('a command starts with its required options', () => {
    const user = option(6, 'user', { required: true })
    const { fields } = startDraft({ name: 'x', label: 'x', description: '', options: [prompt, user] })
    expect(fields.map((field) => field.option.name)).toEqual(['user'])
  })

  test('without required options it starts with the first one; words after the command go into it', () => {
    expect(startDraft(generate, 'a red fox').fields).toEqual([{ option: prompt, text: 'a red fox' }])
  })

  test('options are added and removed; required ones stay', () => {
    const two = addField(startDraft(generate), count)
    expect(openOptions(two).map(({ name }) => name)).toEqual(['private'])
    expect(removeField(two, 0).fields.map((field) => field.option.name)).toEqual(['count'])
    const needed = startDraft({ ...generate, options: [{ ...prompt, required: true }] })
    expect(removeField(needed, 0).fields).toHaveLength(1)
  })

  test('typing over a choice replaces it', () => {
    const chosen = withField(startDraft(generate), 0, { text: 'FLUX dev', chosen: 'flux-dev' })
    expect(withText(chosen, 0, 'FLUX d').fields[0]).toEqual({ option: prompt, text: 'FLUX d' })
  })
})

describe('what is sent', () => {
  test.each([
    [prompt, ' a fox ', 'a fox'],
    [count, '3', 3],
    [count, '', undefined],
  ])('%o with %j', (of, text, expected) => {
    expect(valueOf({ option: of, text }, undefined)).toBe(expected)
  })

  test('a choice is sent as its value, whether chosen or typed by name', () => {
    const size = option(3, 'per', { choices: [{ name: 'Day', value: 'day' }] })
    const choices = fixedChoices(size, 'en-US', nobody)
    expect(valueOf({ option: size, text: 'day' }, choices)).toBe('day')
    expect(valueOf({ option: size, text: 'Day', chosen: 'day' }, choices)).toBe('day')
    expect(() => valueOf({ option: size, text: 'week' }, choices)).toThrow('Choose "per" from the list')
  })

  test('true and false', () => {
    const choices = fixedChoices(hidden, 'en-US', nobody)
    expect(valueOf({ option: hidden, text: 'True', chosen: 'true' }, choices)).toBe(true)
    expect(valueOf({ option: hidden, text: 'false' }, choices)).toBe(false)
  })

  test('a user by id', () => {
    const user = option(6, 'user')
    const choices = fixedChoices(user, 'en-US', { ...nobody, users: [{ id: '7', name: 'mia' }] })
    expect(valueOf({ option: user, text: 'mia' }, choices)).toEqual({ id: '7' })
  })

  test('text in a number field is refused', () => {
    expect(() => valueOf({ option: count, text: 'many' }, undefined)).toThrow('The option "count" is a number')
  })
})

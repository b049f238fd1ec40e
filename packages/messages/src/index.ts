export { type Language, languageFor, languages } from './languages.ts'
export {
  type CompiledMessage,
  createTranslate,
  errorText,
  type Messages,
  type NoArguments,
  type Translate,
} from './translate.ts'

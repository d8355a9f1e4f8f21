declare module 'gpt-tfjs' {
  import type { LayersModel } from '@tensorflow/tfjs'
  export const model: { GPT(config: Readonly<Record<string, number>>): LayersModel }
}

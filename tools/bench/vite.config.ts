import path from 'node:path'
import { defineConfig, type Plugin } from 'vite'

/** gpt-tfjs 0.0.5 assigns to a constant and to a global that nobody declared; a module may do neither. */
const repaired = (): Plugin => ({
  name: 'bench:gpt-tfjs',
  enforce: 'pre',
  transform: {
    filter: { id: /gpt-tfjs\/src\/(model|optimizers)\.js/ },
    handler: (code: string) =>
      code.replace('const posEmb =', 'let posEmb =').replace('dtype=useNorm.dtype', 'useNorm.dtype'),
  },
})

/** The page of the comparison: never part of the site. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [repaired()],
  // One copy of tfjs for all.
  resolve: { dedupe: ['@tensorflow/tfjs', '@tensorflow/tfjs-core', '@tensorflow/tfjs-layers'] },
  build: {
    outDir: path.resolve(import.meta.dirname, '../../node_modules/.gradstep/bench'),
    emptyOutDir: true,
    target: 'esnext',
    chunkSizeWarningLimit: 10_000,
    commonjsOptions: { transformMixedEsModules: true },
  },
})

import { expect, test } from 'vitest'
import { missingModules, packagesOf, pythonAdvice } from './python.mjs'

test('a module is missing when neither Python has it', () => {
  const has = (python: string, module: string) => python === '/usr/bin/python3' && module === 'numpy'
  expect(missingModules(['numpy', 'torch'], has)).toEqual(['torch'])
  expect(missingModules(['numpy', 'torch'], () => true)).toEqual([])
  expect(missingModules(['numpy', 'torch'], (python) => python === 'python3')).toEqual([])
})

test('a Python that is not there, or does not know the module, has none', () => {
  expect(missingModules(['no_such_module_anywhere'])).toEqual(['no_such_module_anywhere'])
})

test('the sentence names what to install', () => {
  expect(packagesOf(['numpy', 'torch'])).toEqual(['python3-numpy', 'python3-torch'])
  expect(pythonAdvice(['torch'])).toContain('Install python3-torch')
})

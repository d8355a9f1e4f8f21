import { spawnSync } from 'node:child_process'

/** The libraries that exported programs are run with in the long tests. */
export const PYTHON_MODULES = ['numpy', 'torch']

/** One of the search path's, or the system's own, which is where system packages go. */
const PYTHONS = ['python3', '/usr/bin/python3']

/** @param {string} python @param {string} module */
const imports = (python, module) =>
  spawnSync(python, ['-I', '-c', `import ${module}`], { timeout: 120_000 }).status === 0

/**
 * @param {readonly string[]} modules
 * @param {(python: string, module: string) => boolean} [has] does this Python have the module?
 * @returns {string[]} those that no Python here has
 */
export const missingModules = (modules, has = imports) =>
  modules.filter((module) => !PYTHONS.some((python) => has(python, module)))

/** The system packages of these modules. @param {readonly string[]} modules */
export const packagesOf = (modules) => modules.map((module) => `python3-${module}`)

/** @param {readonly string[]} missing @returns {string} what follows from it and what to do, in two sentences */
export const pythonAdvice = (missing) =>
  `Warning: no Python 3 here has ${missing.join(' and ')}, and it could not be installed, so the long tests that run exported programs will fail. Install ${packagesOf(missing).join(' and ')} (or pip install ${missing.join(' ')}) and run the command again.`

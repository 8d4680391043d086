import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import vue from 'eslint-plugin-vue';

const node = builtinModules.flatMap((m) => [m, `node:${m}`]);

/** Who may import whom; the same table stands in test/architecture.test.ts, which also sees what a lint comment would hide. */
const wall = (forbidden, teach) => ({
  'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message: teach }] }],
});

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', '.cache/**', 'test-results/**', 'coverage/**'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-eval': 'error',
      'no-undef': 'off',
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['**/*.config.ts'],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      // TypeScript says which props may be left out.
      'vue/require-default-prop': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/attributes-order': 'off',
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['core/**/*.ts'],
    ignores: ['core/**/*.test.ts'],
    rules: wall([...node, 'electron', 'vue', '**/electron/**', '**/renderer/**', '**/cli/**', '**/hub/**'], 'core is the brain: it knows no Node, no DOM, no Electron. Take what you need as an argument from the host.'),
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.vue'],
    ignores: ['**/*.test.ts'],
    rules: wall([...node, 'electron', '**/electron/**', '**/cli/**'], 'The window has no Node and no Electron: call the station through core/contract.ts.'),
  },
  {
    files: ['electron/station/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: wall(['electron', 'vue', '**/renderer/**', '**/cli/**'], 'The station is a plain Node program: Electron things are handed in by the host.'),
  },
  {
    files: ['cli/**/*.ts'],
    ignores: ['**/*.test.ts'],
    // By regex: as a gitignore pattern, `electron` would also hit the folder the station lives in.
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^(electron|vue)$|/renderer/|/electron/[^/]+$', message: 'The CLI hosts core and the station only.' }] }] },
  },
  {
    files: ['hub/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^(electron|vue)$|/(electron|renderer|cli)/|/core/(?!sync/|errors\\.ts$)', message: 'The hub knows core/sync and core/errors.ts: what travels, and nothing of how it was made.' }] }] },
  },
  { files: ['scripts/**', 'cli/**', 'test/**', '**/*.test.ts', '**/*.mjs', '**/*.cjs'], rules: { 'no-console': 'off' } },
);

import type { MigrationInterface } from 'typeorm';
import { ModuleKind, transpileModule } from 'typescript';

/** A generated migration as a user would run it: its source, compiled. */
export async function compileMigration({
  source,
  className,
}: {
  readonly source: string;
  readonly className: string;
}): Promise<MigrationInterface> {
  const { outputText } = transpileModule(source, {
    compilerOptions: { module: ModuleKind.ES2022 },
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`;
  const module = (await import(/* @vite-ignore */ url)) as Record<
    string,
    new () => MigrationInterface
  >;
  const Migration = module[className];
  if (Migration === undefined) throw new Error(`no class ${className}`);
  return new Migration();
}

import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';

/** Knows the entities and migrations of the application, and no database. */
export class UnconnectedDataSource extends DataSource {
  private constructor() {
    super(dataSourceOptions({ url: 'postgres://nobody@nowhere.invalid/nothing' }));
  }

  static async create(): Promise<UnconnectedDataSource> {
    const dataSource = new UnconnectedDataSource();
    await dataSource.buildMetadatas();
    return dataSource;
  }
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Label } from './entities/label.entity.js';
import { LabelNotFoundError } from './issues.errors.js';
import { ProjectRecords } from './project-records.js';
import { ProjectsService } from './projects.service.js';

/** Reads and writes the labels of a project. */
@Injectable()
export class LabelsService extends ProjectRecords<Label> {
  protected readonly kind = Label;
  protected readonly list = 'labels';

  constructor(@InjectDataSource() dataSource: DataSource, projects: ProjectsService) {
    super(dataSource, projects);
  }

  protected notFound(id: string): Error {
    return new LabelNotFoundError(id);
  }
}

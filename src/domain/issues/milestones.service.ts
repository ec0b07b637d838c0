import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Milestone } from './entities/milestone.entity.js';
import { MilestoneNotFoundError } from './issues.errors.js';
import { ProjectRecords } from './project-records.js';
import { ProjectsService } from './projects.service.js';

/** Reads and writes the milestones of a project. */
@Injectable()
export class MilestonesService extends ProjectRecords<Milestone> {
  protected readonly kind = Milestone;
  protected readonly list = 'milestones';

  constructor(@InjectDataSource() dataSource: DataSource, projects: ProjectsService) {
    super(dataSource, projects);
  }

  protected notFound(id: string): Error {
    return new MilestoneNotFoundError(id);
  }
}

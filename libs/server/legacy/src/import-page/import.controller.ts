import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Put,
  Req,
  SerializeOptions,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import {
  importOverview,
  importPieceReference,
  importReference,
  openImportRequest,
  startImportRequest,
  type ImportOverview,
  type ImportPieceReference,
  type ImportReference,
  type OpenImportRequest,
  type StartImportRequest,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { AppError } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { ImportOverviewService } from './import-overview.service';
import { ImportStartService } from './import-start.service';
import { ImportUploadService } from './import-upload.service';

const ERRORS = `attachment; filename="import-errors.csv"; filename*=UTF-8''${encodeURIComponent('取込エラー')}.csv`;

/** マスタメンテ › 以前のシステムからの取り込み. */
@Controller('operations/imports')
export class ImportController {
  constructor(
    private readonly uploads: ImportUploadService,
    private readonly starts: ImportStartService,
    private readonly overviews: ImportOverviewService,
  ) {}

  @Get()
  @SerializeOptions({ schema: importOverview })
  read(): Promise<ImportOverview> {
    return this.overviews.read();
  }

  @Post()
  @SerializeOptions({ schema: importReference })
  async open(
    @CurrentSession() operator: SignedIn,
    @Body({ schema: openImportRequest }) sizes: OpenImportRequest,
  ): Promise<ImportReference> {
    return { id: await this.uploads.open(operator, sizes) };
  }

  /** A piece is the whole body of the request, without a form around it. A form of another site cannot send this. */
  @Put(':id/files/:name/:piece')
  @HttpCode(204)
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  keep(
    @CurrentSession() operator: SignedIn,
    @Param({ schema: importPieceReference }) piece: ImportPieceReference,
    @Req() { body }: FastifyRequest,
  ): Promise<void> {
    if (!(body instanceof Readable)) throw new AppError('request.wrong_type');
    return this.uploads.keep(operator, piece, body);
  }

  @Delete(':id')
  @HttpCode(204)
  discard(@Param({ schema: importReference }) { id }: ImportReference): Promise<void> {
    return this.uploads.discard(id);
  }

  @Post(':id/runs')
  @SerializeOptions({ schema: importReference })
  async start(
    @CurrentSession() operator: SignedIn,
    @Param({ schema: importReference }) { id }: ImportReference,
    @Body({ schema: startImportRequest }) { isDry }: StartImportRequest,
  ): Promise<ImportReference> {
    return { id: await this.starts.start(operator, id, isDry) };
  }

  @Get('runs/:id/errors.csv')
  @Header('content-type', 'text/csv')
  async errors(@Param({ schema: importReference }) { id }: ImportReference): Promise<StreamableFile> {
    return new StreamableFile(await this.overviews.errors(id), { disposition: ERRORS });
  }
}

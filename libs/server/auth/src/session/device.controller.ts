import { Controller, Delete, Get, HttpCode, Param, SerializeOptions } from '@nestjs/common';
import { device, deviceList, type DeviceList } from '@daiko/contracts';
import { CurrentSession } from '../access/current-session';
import type { SignedIn } from './session-lookup';
import { SessionService } from './session.service';

/** マイページ › ログイン情報: the signed-in devices. */
@Controller('session/devices')
export class DeviceController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @SerializeOptions({ schema: deviceList })
  async list(@CurrentSession() signedIn: SignedIn): Promise<DeviceList> {
    return { devices: await this.sessions.devicesOf(signedIn) };
  }

  @Delete(':id')
  @HttpCode(204)
  async signOut(
    @CurrentSession() signedIn: SignedIn,
    @Param('id', { schema: device.shape.id }) id: string,
  ): Promise<void> {
    await this.sessions.endDevice(signedIn.customerId, id);
  }

  @Delete()
  @HttpCode(204)
  async signOutOthers(@CurrentSession() signedIn: SignedIn): Promise<void> {
    await this.sessions.endOthers(signedIn);
  }
}

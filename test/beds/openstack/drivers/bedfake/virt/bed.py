"""Nova's FakeDriver, made to survive a restart and to detach ports given at boot."""
import io

from nova.compute import power_state
from nova.compute import task_states
from nova.image import glance
from nova.virt import fake


class BedFakeDriver(fake.FakeDriver):
    def snapshot(self, context, instance, image_id, update_task_state):
        # upstream leaves the image queued for ever
        update_task_state(task_state=task_states.IMAGE_UPLOADING)
        api = glance.API()
        meta = {'status': 'active', 'disk_format': 'raw', 'container_format': 'bare',
                'name': api.get(context, image_id)['name'], 'properties': {}}
        api.update(context, image_id, meta, io.BytesIO(bytes(65536)), purge_props=False)

    def detach_interface(self, context, instance, vif):
        self._interfaces.pop(vif['id'], None)

    def resume_state_on_host_boot(self, context, instance, network_info,
                                  block_device_info=None):
        if instance.uuid not in self.instances:
            flavor = instance.flavor
            self.resources.claim(vcpus=flavor.vcpus, mem=flavor.memory_mb,
                                 disk=flavor.root_gb)
            self.instances[instance.uuid] = fake.FakeInstance(
                instance.name, power_state.RUNNING, instance.uuid)

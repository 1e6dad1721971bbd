"""cinder.tests' FakeLoggingVolumeDriver, plus volumes from images without copying."""
from cinder.tests import fake_driver


class BedVolumeDriver(fake_driver.FakeLoggingVolumeDriver):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.backend_name = 'bed'   # what the volume type asks for; upstream says 'fake'

    def clone_image(self, context, volume, image_location, image_meta,
                    image_service):
        return {}, True

    def copy_image_to_volume(self, context, volume, image_service, image_id,
                             disable_sparse=False):
        pass

    def extend_volume(self, volume, new_size):
        pass

    def revert_to_snapshot(self, context, volume, snapshot):
        pass

"""What a plan is made of: labelled dimensions, views, operations in order, a device's rates."""

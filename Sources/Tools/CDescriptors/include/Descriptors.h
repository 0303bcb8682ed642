/* The addresses of the descriptors that the generator unpacks with.
 *
 * The other files of this module were made once, by protoc-gen-c 1.4.1, from protoc's own contracts:
 *
 *   protoc --c_out=. google/protobuf/descriptor.proto google/protobuf/compiler/plugin.proto
 *
 * Their numbers never change; what later versions add is not needed here.
 */
#ifndef LINTAS_DESCRIPTORS_H
#define LINTAS_DESCRIPTORS_H

#include "google/protobuf/compiler/plugin.pb-c.h"

/* The descriptor of CodeGeneratorRequest. */
static inline const ProtobufCMessageDescriptor *_Nonnull
google__protobuf__compiler__code_generator_request_descriptor(void) {
  return &google__protobuf__compiler__code_generator_request__descriptor;
}

/* The descriptor of CodeGeneratorResponse. */
static inline const ProtobufCMessageDescriptor *_Nonnull
google__protobuf__compiler__code_generator_response_descriptor(void) {
  return &google__protobuf__compiler__code_generator_response__descriptor;
}

#endif

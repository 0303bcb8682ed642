// The layout of a message as static data, beside protobuf-c's own structures.
//
// protobuf-c gives the memory layout (one C structure a message) and a descriptor. The descriptor
// lacks what our codec needs: which bytes are text, which fields have implicit presence, which
// repeated field is a map, what is personal, and a fast way from a tag to a field. The generator
// writes these tables; nothing is registered or computed when a program starts.
#ifndef LINTAS_CPROTOBUFC_H
#define LINTAS_CPROTOBUFC_H

#include <protobuf-c/protobuf-c.h>
#include <stddef.h>
#include <stdint.h>

/// Grows whenever tables of the generator would no longer fit what is declared here.
#define LINTAS_TABLE_VERSION 2

/// Where a field lies in its C structure.
typedef struct LintasSlot {
  uint32_t offset;      ///< of the value; of a repeated field: of the array pointer
  uint32_t quantifier;  ///< of has_x, n_x or the oneof's case; 0 for a message outside a oneof
  uint32_t number;      ///< the field's number for a member of a oneof, else 0
} LintasSlot;

/// How one element lies in memory and on the wire. From LINTAS_KIND_BYTES on, an element owns
/// memory.
enum {
  LINTAS_KIND_INT32 = 0,    ///< int32 and enum
  LINTAS_KIND_UINT32 = 1,
  LINTAS_KIND_SINT32 = 2,
  LINTAS_KIND_INT64 = 3,    ///< int64 and uint64
  LINTAS_KIND_SINT64 = 4,
  LINTAS_KIND_BOOL = 5,     ///< protobuf_c_boolean: four bytes
  LINTAS_KIND_FIXED32 = 6,  ///< fixed32 and sfixed32
  LINTAS_KIND_FLOAT = 7,
  LINTAS_KIND_FIXED64 = 8,  ///< fixed64 and sfixed64
  LINTAS_KIND_DOUBLE = 9,
  LINTAS_KIND_BYTES = 10,   ///< ProtobufCBinaryData
  LINTAS_KIND_STRING = 11,  ///< ProtobufCBinaryData, checked as UTF-8
  LINTAS_KIND_MESSAGE = 12  ///< pointer, NULL when absent
};

/// How many values a field holds.
enum { LINTAS_SINGULAR = 0, LINTAS_ONEOF = 1, LINTAS_REPEATED = 2 };

/// Flags of a field.
enum {
  LINTAS_IMPLICIT = 1,  ///< no presence of its own: written only when not zero
  LINTAS_MAP = 2,       ///< repeated entries of a map
  LINTAS_PACKED = 4,    ///< repeated scalar, written as one run (read in both forms in any case)
  LINTAS_ENUM = 8,
  LINTAS_UNSIGNED = 16, ///< uint32, uint64, fixed32, fixed64
  LINTAS_NULL = 32      ///< google.protobuf.NullValue, which JSON writes as null
};

typedef struct LintasTable LintasTable;

/// One field of a message.
typedef struct LintasField {
  uint32_t tag;         ///< number << 3 | wire type as written (a packed field: 2)
  uint32_t number;
  uint32_t offset;      ///< as in LintasSlot
  uint32_t quantifier;  ///< as in LintasSlot
  uint8_t kind;         ///< LINTAS_KIND_...
  uint8_t cardinality;  ///< LINTAS_SINGULAR, LINTAS_ONEOF, LINTAS_REPEATED
  uint8_t flags;
  uint8_t wire;         ///< wire type of one element: 0, 1, 2 or 5
  uint8_t tag_length;   ///< bytes of the tag, 1 to 5
  uint8_t size;         ///< bytes of one element in memory: 4, 8 or 16
  uint8_t personal;     ///< degree of personal data, 0 for none
  const LintasTable *_Nullable child;  ///< table of a message field
  const char *_Nonnull name;           ///< name in the contract
  const char *_Nonnull json_name;      ///< name in JSON: json_name, or lowerCamelCase
} LintasField;

/// Flags of a table.
enum {
  LINTAS_TABLE_PERSONAL = 1,   ///< this message, or one reachable from it, has a personal field
  LINTAS_TABLE_MAP_ENTRY = 4,  ///< the message is the entry of a map: key 1, value 2
  LINTAS_TABLE_MAPS = 8        ///< a field of this message is a map
};

/// Messages whose JSON is not an object of their fields (protobuf.dev, "ProtoJSON Format").
enum {
  LINTAS_PLAIN = 0,
  LINTAS_ANY = 1,         ///< google.protobuf.Any
  LINTAS_TIMESTAMP = 2,   ///< google.protobuf.Timestamp
  LINTAS_DURATION = 3,    ///< google.protobuf.Duration
  LINTAS_FIELD_MASK = 4,  ///< google.protobuf.FieldMask
  LINTAS_STRUCT = 5,      ///< google.protobuf.Struct
  LINTAS_VALUE = 6,       ///< google.protobuf.Value
  LINTAS_LIST_VALUE = 7,  ///< google.protobuf.ListValue
  LINTAS_WRAPPER = 8,     ///< google.protobuf.DoubleValue and its kind: one field, `value`
  LINTAS_EMPTY = 9        ///< google.protobuf.Empty: an object, but wrapped like the above in Any
};

/// One message. Indices in `direct` and `dense` are 1 + the place in `fields`; 0 means none.
struct LintasTable {
  uint8_t direct[128];  ///< by the first tag byte, wire type included, for tags of one byte
  uint8_t dense[64];    ///< by field number, for numbers below 64
  const LintasField *_Nullable fields;  ///< sorted by number
  const ProtobufCMessageDescriptor *_Nonnull descriptor;
  const char *_Nonnull name;  ///< full name in the contract
  uint32_t size;              ///< of the C structure
  uint32_t field_count;
  uint32_t flags;
  uint32_t well_known;  ///< LINTAS_PLAIN to LINTAS_EMPTY
};

/// Messages in the order of their names.
typedef struct LintasTypes {
  const LintasTable *_Nonnull const *_Nonnull tables;
  size_t count;
} LintasTypes;

/// Upper limit of the size of a message's C structure: an absent message of any type is read from
/// one block of zeros.
#define LINTAS_ZERO_BLOCK_SIZE 16384

/// The block of zeros. It is constant and shared by all types and threads.
extern const unsigned char lintas_zero_block_bytes[LINTAS_ZERO_BLOCK_SIZE];

/// Where the block of zeros begins.
static inline const void *_Nonnull lintas_zero_block(void) { return lintas_zero_block_bytes; }

/// The one value that the calling thread keeps; NULL until it is set.
///
/// In C, where this costs one load: Swift has no variables of threads, and a global of its own
/// would be asked each time whether it is made already.
void *_Nullable lintas_thread_value(void);

/// Sets the calling thread's value. `end` is called with it when the thread ends; it is the same
/// function each time.
void lintas_set_thread_value(void *_Nonnull value, void (*_Nonnull end)(void *_Nullable));

// The address sanitizer's own functions, which are there only in a program that is built with it.
// Its feature test cannot be asked here: Swift's importer does not set it.
extern void __asan_poison_memory_region(const volatile void *_Nonnull place, size_t size)
    __attribute__((weak));
extern void __asan_unpoison_memory_region(const volatile void *_Nonnull place, size_t size)
    __attribute__((weak));

/// Under the address sanitizer, makes every access to these bytes an error until they are released.
static inline void lintas_poison(const void *_Nonnull place, size_t size) {
  if (__asan_poison_memory_region) __asan_poison_memory_region(place, size);
}

/// Releases bytes that `lintas_poison` took.
static inline void lintas_unpoison(const void *_Nonnull place, size_t size) {
  if (__asan_unpoison_memory_region) __asan_unpoison_memory_region(place, size);
}

extern int __asan_address_is_poisoned(const volatile void *_Nonnull place) __attribute__((weak));

/// Whether an access to this byte would be an error.
static inline int lintas_is_poisoned(const void *_Nonnull place) {
  return __asan_address_is_poisoned ? __asan_address_is_poisoned(place) : 0;
}

/// Bytes to leave between two pieces of memory: none, but under the address sanitizer.
static inline size_t lintas_gap(void) { return __asan_poison_memory_region ? 16 : 0; }

#endif

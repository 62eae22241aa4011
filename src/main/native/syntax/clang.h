/*
 * The part of libclang's stable C interface that is used here, declared by ourselves: the library is opened when the
 * program runs, so that neither its headers nor a certain version is needed to build. Numbers and shapes are those of
 * clang-c/Index.h from version 14 on; the kinds that later versions renumbered are not used.
 */
#ifndef CLANG_H
#define CLANG_H

#include <stddef.h>

typedef void *CXIndex, *CXTranslationUnit, *CXFile, *CXDiagnostic, *CXClientData;

typedef struct {
    const void *data;
    unsigned flags;
} CXString;

typedef struct {
    const void *pointers[2];
    unsigned data;
} CXSourceLocation;

typedef struct {
    const void *pointers[2];
    unsigned begin, end;
} CXSourceRange;

typedef struct {
    unsigned count;
    CXSourceRange *ranges;
} CXSourceRangeList;

typedef struct {
    int kind;
    int extra;
    const void *data[3];
} CXCursor;

typedef struct {
    int kind;
    void *data[2];
} CXType;

enum CursorKind {
    UNEXPOSED_DECL = 1,
    STRUCT_DECL = 2,
    UNION_DECL = 3,
    CLASS_DECL = 4,
    ENUM_DECL = 5,
    FIELD_DECL = 6,
    ENUM_CONSTANT_DECL = 7,
    FUNCTION_DECL = 8,
    VAR_DECL = 9,
    TYPEDEF_DECL = 20,
    CXX_METHOD = 21,
    NAMESPACE = 22,
    CONSTRUCTOR = 24,
    DESTRUCTOR = 25,
    CONVERSION_FUNCTION = 26,
    FUNCTION_TEMPLATE = 30,
    CLASS_TEMPLATE = 31,
    CLASS_TEMPLATE_PARTIAL_SPECIALIZATION = 32,
    NAMESPACE_ALIAS = 33,
    USING_DIRECTIVE = 34,
    USING_DECLARATION = 35,
    TYPE_ALIAS_DECL = 36,
    CXX_ACCESS_SPECIFIER = 39,
    TYPE_REF = 43,
    CXX_BASE_SPECIFIER = 44,
    TEMPLATE_REF = 45,
    MEMBER_REF = 47,
    OVERLOADED_DECL_REF = 49,
    DECL_REF_EXPR = 101,
    MEMBER_REF_EXPR = 102,
    CALL_EXPR = 103,
    LAMBDA_EXPR = 144,
    COMPOUND_STMT = 202,
    WHILE_STMT = 207,
    DO_STMT = 208,
    FOR_STMT = 209,
    GOTO_STMT = 210,
    INDIRECT_GOTO_STMT = 211,
    ASM_STMT = 215,
    CXX_TRY_STMT = 224,
    CXX_FOR_RANGE_STMT = 225,
    MACRO_DEFINITION = 501,
    MACRO_EXPANSION = 502,
    INCLUSION_DIRECTIVE = 503,
    TYPE_ALIAS_TEMPLATE_DECL = 601,
    STATIC_ASSERT = 602,
    FRIEND_DECL = 603
};

enum TypeKind { TYPE_INVALID = 0, TYPE_POINTER = 101, TYPE_LVALUE_REFERENCE = 103, TYPE_RVALUE_REFERENCE = 104 };

enum { STORAGE_EXTERN = 2 };

enum { VISIT_BREAK, VISIT_CONTINUE, VISIT_RECURSE };

enum { SEVERITY_ERROR = 3, SEVERITY_FATAL = 4 };

enum { DETAILED_PREPROCESSING_RECORD = 0x01, KEEP_GOING = 0x200 };

typedef int CXCursorVisitor(CXCursor cursor, CXCursor parent, CXClientData data);
typedef void CXInclusionVisitor(CXFile file, CXSourceLocation *stack, unsigned length, CXClientData data);

#define CLANG_FUNCTIONS(F) \
    F(CXIndex, createIndex, (int excludeDeclarationsFromPch, int displayDiagnostics)) \
    F(int, parseTranslationUnit2, (CXIndex, const char *source, const char *const *arguments, int count, \
                                   void *unsaved, unsigned unsavedCount, unsigned options, CXTranslationUnit *unit)) \
    F(void, disposeTranslationUnit, (CXTranslationUnit)) \
    F(CXCursor, getTranslationUnitCursor, (CXTranslationUnit)) \
    F(unsigned, getNumDiagnostics, (CXTranslationUnit)) \
    F(CXDiagnostic, getDiagnostic, (CXTranslationUnit, unsigned)) \
    F(int, getDiagnosticSeverity, (CXDiagnostic)) \
    F(CXString, formatDiagnostic, (CXDiagnostic, unsigned options)) \
    F(void, disposeDiagnostic, (CXDiagnostic)) \
    F(void, getInclusions, (CXTranslationUnit, CXInclusionVisitor *, CXClientData)) \
    F(CXSourceRangeList *, getSkippedRanges, (CXTranslationUnit, CXFile)) \
    F(void, disposeSourceRangeList, (CXSourceRangeList *)) \
    F(CXString, getFileName, (CXFile)) \
    F(CXFile, getFile, (CXTranslationUnit, const char *name)) \
    F(const char *, getFileContents, (CXTranslationUnit, CXFile, size_t *size)) \
    F(CXFile, getIncludedFile, (CXCursor)) \
    F(const char *, getCString, (CXString)) \
    F(void, disposeString, (CXString)) \
    F(CXString, getClangVersion, (void)) \
    F(unsigned, visitChildren, (CXCursor, CXCursorVisitor *, CXClientData)) \
    F(unsigned, equalCursors, (CXCursor, CXCursor)) \
    F(unsigned, hashCursor, (CXCursor)) \
    F(int, Cursor_isNull, (CXCursor)) \
    F(unsigned, isCursorDefinition, (CXCursor)) \
    F(CXCursor, getCanonicalCursor, (CXCursor)) \
    F(CXCursor, getCursorReferenced, (CXCursor)) \
    F(CXCursor, getCursorSemanticParent, (CXCursor)) \
    F(CXCursor, getSpecializedCursorTemplate, (CXCursor)) \
    F(unsigned, getNumOverloadedDecls, (CXCursor)) \
    F(CXCursor, getOverloadedDecl, (CXCursor, unsigned)) \
    F(CXString, getCursorSpelling, (CXCursor)) \
    F(CXString, getCursorDisplayName, (CXCursor)) \
    F(CXString, getCursorUSR, (CXCursor)) \
    F(CXSourceLocation, getCursorLocation, (CXCursor)) \
    F(CXSourceRange, getCursorExtent, (CXCursor)) \
    F(CXSourceLocation, getRangeStart, (CXSourceRange)) \
    F(CXSourceLocation, getRangeEnd, (CXSourceRange)) \
    F(void, getExpansionLocation, (CXSourceLocation, CXFile *, unsigned *line, unsigned *column, unsigned *offset)) \
    F(void, getSpellingLocation, (CXSourceLocation, CXFile *, unsigned *line, unsigned *column, unsigned *offset)) \
    F(int, Location_isInSystemHeader, (CXSourceLocation)) \
    F(unsigned, Cursor_isMacroBuiltin, (CXCursor)) \
    F(unsigned, Cursor_isAnonymous, (CXCursor)) \
    F(unsigned, CXXMethod_isConst, (CXCursor)) \
    F(unsigned, CXXMethod_isDefaulted, (CXCursor)) \
    F(int, Cursor_getStorageClass, (CXCursor)) \
    F(CXType, getCursorType, (CXCursor)) \
    F(CXType, getCanonicalType, (CXType)) \
    F(CXType, getPointeeType, (CXType)) \
    F(CXType, getArrayElementType, (CXType)) \
    F(CXType, getTypedefDeclUnderlyingType, (CXCursor)) \
    F(CXCursor, getTypeDeclaration, (CXType)) \
    F(int, Type_getNumTemplateArguments, (CXType)) \
    F(CXType, Type_getTemplateArgumentAsType, (CXType, unsigned))

struct Clang {
#define MEMBER(type, name, parameters) type(*name) parameters;
    CLANG_FUNCTIONS(MEMBER)
#undef MEMBER
};

extern struct Clang clang;

/*
 * Opens libclang: the file that is named, else that of AUTOPERF_LIBCLANG, else the newest that is found in the usual places.
 * Returns the real path of the library, or ends the program with a sentence.
 */
const char *clang_load(const char *named);

#endif

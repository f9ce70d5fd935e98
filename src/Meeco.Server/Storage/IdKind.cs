namespace Meeco.Server.Storage;

/// <summary>What a public id stands for. The numbers are part of every id given out: never change or reuse one.</summary>
internal enum IdKind : byte
{
    Cursor = 1,
    KeystoreUser = 2,
    KeystoreSession = 3,
    KeyEncryptionKey = 4,
    DataEncryptionKey = 5,
    KeyPair = 6,
    VaultUser = 7,
    VaultSession = 8,
    ClassificationScheme = 9,
    ClassificationNode = 10,
    ItemTemplate = 11,
    TemplateSlot = 12,
    Item = 13,
    Slot = 14,
    ReceivedItem = 15,
    ReceivedSlot = 16,
    Share = 17,
    Connection = 18,
    Invitation = 19,
    ClientTask = 20,
}

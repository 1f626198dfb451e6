namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>
/// SQLite's write lock is not fair: who gives it back and asks again at once gets it again. So whoever has found it taken
/// stands in the turnstile, an exclusive lock on a file beside the database, until it has the write lock; and whoever has just
/// had the write lock goes through the turnstile first. The system frees it when its holder dies.
/// </summary>
internal sealed class Turnstile(string path) : IDisposable
{
    private FileStream? _place;

    public bool IsHeld => _place is not null;

    /// <summary>Takes the turnstile; false when another process stands in it.</summary>
    public bool TryEnter()
    {
        if (_place is not null) return true;
        try
        {
            _place = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Leave()
    {
        _place?.Dispose();
        _place = null;
    }

    public void Dispose() => Leave();
}

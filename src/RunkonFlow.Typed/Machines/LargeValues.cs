using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Text.Json;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Machines;

/// <summary>
/// The values of a run's frames that are too large to be written with every commit: each is stored once under a number, and
/// the frame refers to it as <c>{"$rkf":number}</c>. So a loop over a long list costs its list once, not once per round.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer writes to a buffer in memory: it holds nothing to give back.")]
internal sealed class LargeValues
{
    /// <summary>A value whose JSON is longer than this many bytes is stored apart.</summary>
    public const int Threshold = 4096;

    private readonly ArrayBufferWriter<byte> _scratch = new(256);
    private readonly List<StoredValue> _new = [];
    private readonly List<int> _referred = [];
    private readonly List<int> _stored = [];
    private readonly List<StoredValue> _loaded = [];
    private readonly HashSet<int> _lost = [];
    private Utf8JsonWriter? _json;
    private int _lastId;
    private bool _keepsAll;

    /// <summary>The most that one value may have.</summary>
    public int MaxBytes { get; set; } = int.MaxValue;

    /// <summary>Values of the frame being written that the store has not.</summary>
    public List<StoredValue> New => _new;

    /// <summary>Begins to write a frame.</summary>
    /// <param name="keepsAll">What the store has stays there, whether or not the frame refers to it: another frame may.</param>
    public void Begin(bool keepsAll = false)
    {
        _keepsAll = keepsAll;
        // The frame before this one was not stored: slots may have numbers that the store has never seen.
        foreach (var value in _new) _lost.Add(value.Id);
        _new.Clear();
        _referred.Clear();
        _scratch.ResetWrittenCount();
    }

    /// <summary>The numbers to which the frame that was written last refers no more.</summary>
    public void CollectDropped(List<int> into)
    {
        foreach (var id in _stored)
            if (!_keepsAll && !_referred.Contains(id)) into.Add(id);
    }

    /// <summary>The store has taken the frame that was written last.</summary>
    public void Commit()
    {
        _new.Clear();
        if (!_keepsAll) _stored.Clear();
        foreach (var id in _referred)
            if (!_keepsAll || !_stored.Contains(id)) _stored.Add(id);
    }

    /// <summary>Takes what a claim brought; before the frame is read.</summary>
    public void Load(List<StoredValue> values)
    {
        foreach (var value in values)
        {
            _loaded.Add(value);
            _stored.Add(value.Id);
            _lastId = Math.Max(_lastId, value.Id);
        }
    }

    /// <summary>The frame has been read: the claim's buffers may be reused.</summary>
    public void Unload() => _loaded.Clear();

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        Begin();
        _stored.Clear();
        _loaded.Clear();
        _lost.Clear();
        _lastId = 0;
    }

    public void Write<T>(Utf8JsonWriter json, ref LargeSlot slot, T value, ValueWriter<T> write, bool isImmutable)
    {
        if (_lost.Count > 0 && _lost.Contains(slot.Id)) slot = default;
        // What cannot change and is the same object has the same JSON.
        if (isImmutable && slot.Id > 0 && !typeof(T).IsValueType && ReferenceEquals(slot.Value, value))
        {
            Refer(json, slot.Id);
            return;
        }
        if (value is null or string { Length: < Threshold / 12 })
        {
            slot = default;
            write(json, value);
            return;
        }
        var start = _scratch.WrittenCount;
        if (_json is null) _json = new Utf8JsonWriter(_scratch, new JsonWriterOptions { SkipValidation = true });
        else _json.Reset(_scratch);
        write(_json, value);
        _json.Flush();
        var text = _scratch.WrittenMemory[start..];
        if (text.Length <= Threshold)
        {
            slot = default;
            json.WriteRawValue(text.Span, skipInputValidation: true);
            return;
        }
        if (text.Length > MaxBytes) throw new PayloadTooLargeException(typeof(T).Name, text.Length, MaxBytes);
        var hash = XxHash128.HashToUInt128(text.Span);
        if (slot.Id == 0 || slot.Hash != hash)
        {
            slot.Id = ++_lastId;
            slot.Hash = hash;
            _new.Add(new(slot.Id, text));
        }
        slot.Value = isImmutable && !typeof(T).IsValueType ? value : null;
        Refer(json, slot.Id);
    }

    public T Read<T>(ref Utf8JsonReader json, ref LargeSlot slot, ValueReader<T> read, bool isImmutable)
    {
        if (ReferenceAt(json) is not { } id) return read(ref json);
        json.Skip();
        foreach (var loaded in _loaded)
        {
            if (loaded.Id != id) continue;
            var reader = StoredJson.Open(loaded.Json.Span);
            var value = read(ref reader);
            slot = new() { Id = id, Hash = XxHash128.HashToUInt128(loaded.Json.Span), Value = isImmutable && !typeof(T).IsValueType ? value : null };
            return value;
        }
        throw new IncompatibleFrameException($"The stored frame refers to value {id}, which the store does not have.");
    }

    private void Refer(Utf8JsonWriter json, int id)
    {
        _referred.Add(id);
        json.WriteStartObject();
        json.WriteNumber("$rkf"u8, id);
        json.WriteEndObject();
    }

    /// <summary>The number of the reference on which the reader stands; null on anything else. The reader is a copy.</summary>
    private static int? ReferenceAt(Utf8JsonReader json)
        => json.TokenType == JsonTokenType.StartObject && json.Read() && json.TokenType == JsonTokenType.PropertyName
            && json.ValueTextEquals("$rkf"u8) && json.Read() && json.TokenType == JsonTokenType.Number
            ? json.GetInt32()
            : null;
}

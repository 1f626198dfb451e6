// === A_field_is_written_in_the_flow
    private int _last;

    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n = await AddAsync(n);
        _last = n; // RKF0203 '_last'
        return n;
    }

    public int Last => _last;

// === A_property_is_written_in_a_step
    public int Last { get; private set; }

    [Flow]
    public async Task<int> RunAsync(int n) => await KeepAsync(n);

    [Step]
    private Task<int> KeepAsync(int n)
    {
        Last = n; // RKF0203 'Last'
        return Task.FromResult(n);
    }

// === A_field_is_counted_up_in_a_step
    private int _calls;

    [Flow]
    public async Task<int> RunAsync(int n) => await KeepAsync(n);

    [Step]
    private Task<int> KeepAsync(int n) => Task.FromResult(n + _calls++); // RKF0203 '_calls'

// === A_field_is_written_in_a_sub_flow
    private string _text = "";

    [Flow]
    public async Task<int> RunAsync(int n) => await PartAsync(n);

    [SubFlow]
    private async Task<int> PartAsync(int n)
    {
        _text += "x"; // RKF0203 '_text'
        return await AddAsync(_text.Length, n);
    }

// === A_static_field_is_written_in_a_step
    private static int s_calls;

    [Flow]
    public async Task<int> RunAsync(int n) => await KeepAsync(n);

    [Step]
    private static Task<int> KeepAsync(int n)
    {
        s_calls += n; // RKF0203 's_calls'
        return Task.FromResult(s_calls);
    }

// === A_constructor_parameter_is_written_in_a_step
using Shop;

namespace Other;

[Workflow("replacing")]
public sealed partial class Replacing(HttpClient http)
{
    [Flow]
    public async Task RunAsync(int n) => await SwapAsync(n);

    [Step]
    private Task SwapAsync(int n)
    {
        http = new HttpClient { MaxResponseContentBufferSize = n }; // RKF0203 'http'
        return http.GetStringAsync("https://example.org");
    }
}

// === A_field_is_written_as_an_out_argument
    private int _last;

    [Flow]
    public async Task<int> RunAsync(string text)
    {
        if (!int.TryParse(text, out _last)) return 0; // RKF0203 '_last'
        return await AddAsync(_last);
    }

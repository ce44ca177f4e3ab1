const VERSION = "{{ version }}";
